package io.spillway.record.durations;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.plan.Durations;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Target;
import io.spillway.record.RecordingLog;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearntDurationsTest {
    private static final Duration GUESS = Duration.ofSeconds(99);
    private static final String STOP = "stop-container";

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void nothingIsLearntAtFirst() {
        assertThat(learnt().durations()).isEqualTo(Durations.NONE_LEARNT);
    }

    @Test
    void aTargetThatWasSeenIsKnownAndTheKindStandsForOthers() {
        LearntDurations learnt = learnt();

        learnt.learn(done("postgres", 4_000));
        learnt.learn(done("redis", 50));

        assertThat(of(learnt, "redis")).isEqualTo(Duration.ofMillis(50));
        assertThat(of(learnt, "postgres")).isEqualTo(Duration.ofSeconds(4));
        assertThat(of(learnt, "never-seen")).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void nineOfTenStayWithinWhatIsLearnt() {
        LearntDurations learnt = learnt();

        for (int i = 1; i <= 10; i++) {
            learnt.learn(done("redis", i * 100L));
        }

        assertThat(of(learnt, "redis")).isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void onlyTheLastTwentyCount() {
        LearntDurations learnt = learnt();
        learnt.learn(done("redis", 60_000));
        for (int i = 0; i < Samples.KEPT; i++) {
            learnt.learn(done("redis", 10));
        }

        assertThat(of(learnt, "redis")).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void onlyWhatWasDoneTeaches() {
        LearntDurations learnt = learnt();

        learnt.learn(new Outcome.Failed(stop("redis"), Duration.ofSeconds(10), "refused"));
        learnt.learn(new Outcome.Unsettled(stop("redis"), Duration.ofSeconds(10), "timed out"));
        learnt.learn(new Outcome.DryRun(stop("redis"), "would stop"));

        assertThat(learnt.durations()).isEqualTo(Durations.NONE_LEARNT);
    }

    @Test
    void aProcessTeachesItsKindAlone() {
        LearntDurations learnt = learnt();

        learnt.learn(new Outcome.Done(kill(), Duration.ofMillis(700), 1, 1, "ended"));

        assertThat(learnt.durations().byKind()).containsEntry("kill-process", Duration.ofMillis(700));
        assertThat(learnt.durations().byTarget()).isEmpty();
    }

    @Test
    void theNumberOfTargetsIsBoundedAndTheOldestGo() {
        LearntDurations learnt = learnt();
        for (int i = 0; i <= LearntDurations.MOST_TARGETS; i++) {
            learnt.learn(done("c" + i, 10));
        }

        assertThat(learnt.durations().byTarget())
                .hasSize(LearntDurations.MOST_TARGETS)
                .doesNotContainKey(STOP + " c0")
                .containsKey(STOP + " c" + LearntDurations.MOST_TARGETS);
    }

    @Test
    void whatWasLearntSurvivesARestart() {
        LearntDurations before = learnt();
        for (int i = 1; i <= 30; i++) {
            before.learn(done("a \"quoted\" näme" + i % 3, i));
        }

        assertThat(learnt().durations()).isEqualTo(before.durations());
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"kinds\":5}",
                "{\"kinds\":{\"a\":[\"x\"]}}",
                "{\"kinds\":{\"a\":[-1]}}",
                "{\"kinds\":{\"a\":[1e999]}}",
                "{\"kinds\":{\"a\":[99999999999999999999]}}",
                "{} {}"
            })
    void aDamagedFileIsSetAsideAndTold(String content) throws IOException {
        Path file = Files.writeString(folder.resolve(LearntDurations.FILE), content);

        assertThat(learnt().durations()).isEqualTo(Durations.NONE_LEARNT);

        assertThat(log.lines())
                .containsExactly("WARN the durations in " + file
                        + " are damaged, they are learnt anew; the file is now " + file + ".damaged");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldOnce() throws IOException {
        Path notADirectory = Files.writeString(folder.resolve("file"), "");
        LearntDurations learnt = new LearntDurations(notADirectory, Runnable::run, log);

        learnt.learn(done("redis", 1));
        learnt.learn(done("redis", 2));

        assertThat(of(learnt, "redis")).isEqualTo(Duration.ofMillis(2));
        assertThat(log.lines())
                .filteredOn(line -> line.contains("cannot be kept"))
                .hasSize(1);
    }

    @Test
    void aBurstIsWrittenOnce() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        LearntDurations learnt = new LearntDurations(folder, tasks::add, log);

        learnt.learn(done("redis", 1));
        learnt.learn(done("redis", 2));
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        learnt.learn(done("redis", 3));

        assertThat(tasks).hasSize(1);
        assertThat(of(learnt(), "redis")).isEqualTo(Duration.ofMillis(2));
    }

    private LearntDurations learnt() {
        return new LearntDurations(folder, Runnable::run, log);
    }

    private static Duration of(LearntDurations learnt, String container) {
        return learnt.durations().of(STOP, Target.container(container), GUESS);
    }

    private static Outcome done(String container, long millis) {
        return new Outcome.Done(stop(container), Duration.ofMillis(millis), 1, 1, "stopped");
    }

    private static Measure stop(String container) {
        return new Measure.StopContainer(
                new ContainerId(container), container, Duration.ZERO, 0, Duration.ZERO, Gate.STOP_CONTAINERS, "test");
    }

    private static Measure kill() {
        return new Measure.KillProcess(
                new ProcessRef(4711, 1), "hog", Duration.ZERO, 0, Duration.ZERO, Gate.KILL_PROCESSES, "test");
    }
}
