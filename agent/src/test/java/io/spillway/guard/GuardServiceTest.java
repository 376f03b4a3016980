package io.spillway.guard;

import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.Levels;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.record.Entry;
import io.spillway.testing.Eventually;
import io.spillway.testing.Policies;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole guard, with its own threads and real time. */
class GuardServiceTest {
    private static final Levels QUICK = new Levels(80, 90, 95, 98, 3, Duration.ofMillis(200));

    private final ServiceRig rig =
            new ServiceRig(Policies.policy().levels(QUICK).build(), Mode.ACTING);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aFillingHostIsBroughtDownAndEverythingIsPutBack() {
        rig.processes.run(process("hog", 4711).holding(gib(0.3)).build());
        rig.engine.run("low", gib(1.2), 10, Care.NONE);
        rig.engine.run("high", gib(1), 20, Care.NONE);
        rig.engine.run("postgres", gib(1), 5, Care.PROTECTED);
        rig.start();

        rig.host.use(99);
        rig.until(
                "below CRITICAL again",
                snapshot -> used(snapshot) < 90 && rig.journal.told().contains("LEVEL_CHANGED NORMAL"));

        assertThat(rig.processes.signals()).containsAnyOf("TERM 4711", "KILL 4711");
        assertThat(rig.engine.stopped())
                .as("the lowest priority, and no more than needed")
                .hasSize(1);
        assertThat(rig.operations.snapshot().owed()).containsOnlyKeys("low");

        rig.host.use(50);
        rig.until("everything is put back", snapshot -> snapshot.owed().isEmpty());

        assertThat(rig.journal.told(Entry.Kind.RESTORED)).containsExactly("RESTORED start-container low");
        assertThat(rig.journal.told(Entry.Kind.STARTED)).hasSize(1);
    }

    @Test
    void aServerThatHangsHoldsUpNobodyAndComesBack() {
        rig.start();
        rig.server.hang();
        rig.processes.run(process("hog", 4711).holding(gib(3)).build());

        rig.host.use(96);
        rig.until("the program is ended", snapshot -> rig.processes.signals().size() == 1);
        rig.until(
                "the server is unknown",
                snapshot -> rig.journal.told().contains("SOURCE_LOST ollama@http://127.0.0.1:11434"));
        assertThat(Health.of(rig.operations.snapshot(), rig.wall.instant()).status())
                .isEqualTo(Health.Status.DEGRADED);

        rig.server.goOn();
        rig.until("it is back", snapshot -> rig.journal.told().contains("SOURCE_BACK ollama@http://127.0.0.1:11434"));
    }

    @Test
    void whatRunsFirstRunsOnTheGuardsOwnThread() {
        var name = new AtomicReference<>("");

        rig.service.start(
                "a host in memory", () -> name.set(Thread.currentThread().getName()));
        rig.until("it passes", snapshot -> snapshot.counters().passes() > 0);

        assertThat(name).hasValue(GuardService.FAST_THREAD);
    }

    @Test
    void afterCloseNoThreadIsLeft() {
        rig.start();

        rig.close();

        assertThat(rig.threads).hasSize(2).noneMatch(Thread::isAlive);
        assertThat(rig.journal.told()).last().isEqualTo("STOPPED guard");
    }

    @Test
    void whatIsUnderWayAtTheEndIsInTheJournalAndSoIsWhatNobodyIsGoingToStartAgain() {
        var stopping = new CountDownLatch(1);
        rig.engine.run("low", gib(1.2), 10, Care.NONE);
        rig.start();
        rig.engine.whenStopped(container -> {
            stopping.countDown();
            neverEnds();
        });
        rig.host.use(99);
        Eventually.until("the stop is under way", () -> stopping.getCount() == 0);

        rig.close();

        assertThat(rig.journal.told()).endsWith("MEASURE_UNSETTLED stop-container low", "STOPPED guard");
        assertThat(rig.journal.recent())
                .last()
                .extracting(Entry::detail)
                .isEqualTo("not started again, start them yourself: low");
    }

    /** Until the thread is interrupted. */
    private static void neverEnds() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatWasNeverStartedCloses() {
        rig.close();

        assertThat(rig.journal.told()).containsExactly("STOPPED guard");
    }

    private static double used(Snapshot snapshot) {
        return snapshot.assessment().map(known -> known.reading().usedPercent()).orElse(Double.NaN);
    }
}
