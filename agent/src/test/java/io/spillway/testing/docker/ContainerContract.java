package io.spillway.testing.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.act.EngineUnavailableException;
import io.spillway.act.TargetGoneException;
import io.spillway.act.UnsettledException;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.Container.State;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every engine does, the real one and the fake. */
public abstract class ContainerContract {
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Longer than any test waits: who is stopped with it has ended by itself. */
    private static final Duration LONG_GRACE = Duration.ofMinutes(2);

    private static final long MIB = 1L << 20;

    /** An engine without containers. */
    protected abstract ContainerWorld world();

    @Test
    void anEngineWithoutContainersHasNone() {
        assertThat(known()).isEmpty();
    }

    @Test
    void aRunningContainerIsListedWithItsLabels() throws Exception {
        var labels = Map.of("com.docker.compose.service", "db", "spillway.priority", "80", "spillway.stateful", "true");

        var id = world().run("shop_db_1", labels, Behaviour.ENDS_ON_TERM);

        var listed = known(id);
        assertThat(listed.name()).isEqualTo("shop_db_1");
        assertThat(listed.service()).isEqualTo("db");
        assertThat(listed.state()).isEqualTo(State.RUNNING);
        assertThat(listed.status()).isNotEmpty();
        assertThat(listed.labels()).containsAllEntriesOf(labels);
        assertThat(listed.priority()).isEqualTo(80);
        assertThat(listed.care()).isEqualTo(Care.STATEFUL);
        assertThat(listed.limitBytes()).isZero();
        assertThat(listed.init().isKnown()).isTrue();
        assertThat(listed.cgroup()).contains(id.value());
    }

    @Test
    void aProtectedContainerIsSeenAsSuch() throws Exception {
        var id = world().run("kept", Map.of("spillway.protect", "true"), Behaviour.ENDS_ON_TERM);

        assertThat(known(id).care()).isEqualTo(Care.PROTECTED);
        assertThat(known(id).priority()).isEqualTo(50);
    }

    @Test
    void usageIsWhatTheContainerHolds() throws Exception {
        var id = world().run("hog", Map.of(), Behaviour.HOLDS_64_MIB);

        Eventually.becomes("64 MiB are held", () -> known(id).usageBytes().orElse(0L) >= 64 * MIB);

        assertThat(known(id).usageBytes().orElse(0L)).isLessThan(80 * MIB);
        assertThat(known(id).limitBytes()).isEqualTo(128 * MIB);
    }

    @Test
    void aStoppedContainerUsesNothingAndHasNoProcess() throws Exception {
        var id = world().run("stopped", Map.of(), Behaviour.ENDS_ON_TERM);

        world().control().stop(id, LONG_GRACE);

        assertThat(known(id).state()).isEqualTo(State.EXITED);
        assertThat(known(id).usageBytes()).isInstanceOf(Sensed.Absent.class);
        assertThat(known(id).init()).isInstanceOf(Sensed.Absent.class);
        assertThat(known(id).cgroup()).isEmpty();
    }

    @Test
    void aContainerThatHonoursTermEndsByItself() throws Exception {
        var id = world().run("polite", Map.of(), Behaviour.ENDS_ON_TERM);

        world().control().stop(id, LONG_GRACE);

        assertThat(world().exitCode(id)).isEqualTo(Behaviour.EXIT_ON_TERM);
    }

    @Test
    void aContainerThatIgnoresTermIsKilledAfterItsGrace() throws Exception {
        var id = world().run("stubborn", Map.of(), Behaviour.IGNORES_TERM);

        world().control().stop(id, GRACE);

        assertThat(known(id).state()).isEqualTo(State.EXITED);
        assertThat(world().exitCode(id)).isEqualTo(Behaviour.EXIT_WHEN_KILLED);
    }

    @Test
    void aStoppedContainerStartsAgainWithANewProcess() throws Exception {
        var id = world().run("back", Map.of(), Behaviour.IGNORES_TERM);
        var before = process(id);
        world().control().stop(id, Duration.ZERO);

        world().control().start(id);

        assertThat(known(id).state()).isEqualTo(State.RUNNING);
        assertThat(process(id)).isNotEqualTo(before);
    }

    @Test
    void startingARunningContainerChangesNothing() throws Exception {
        var id = world().run("runs", Map.of(), Behaviour.IGNORES_TERM);
        var before = process(id);

        world().control().start(id);

        assertThat(process(id)).isEqualTo(before);
    }

    @Test
    void aContainerThatDoesNotRunIsGoneForAStop() throws Exception {
        var id = world().run("twice", Map.of(), Behaviour.ENDS_ON_TERM);
        world().control().stop(id, LONG_GRACE);

        assertThatThrownBy(() -> world().control().stop(id, GRACE)).isInstanceOf(TargetGoneException.class);
    }

    @Test
    void aRemovedContainerIsGone() throws Exception {
        var id = world().run("removed", Map.of(), Behaviour.IGNORES_TERM);
        world().remove(id);

        assertThatThrownBy(() -> world().control().stop(id, GRACE)).isInstanceOf(TargetGoneException.class);
        assertThatThrownBy(() -> world().control().start(id)).isInstanceOf(TargetGoneException.class);
        assertThat(known()).isEmpty();
    }

    @Test
    void aHungEngineIsUnknownAndAStopUnsettledUntilItAnswersAgain() throws Exception {
        var id = world().run("frozen", Map.of(), Behaviour.IGNORES_TERM);
        world().freeze();
        try {
            assertThat(world().engine().containers()).isInstanceOf(Sensed.Unknown.class);
            assertThatThrownBy(() -> world().control().stop(id, Duration.ZERO)).isInstanceOf(UnsettledException.class);
        } finally {
            world().thaw();
        }

        Eventually.becomes(
                "the engine answers", () -> world().engine().containers().isKnown());
        assertThat(known()).hasSize(1);
    }

    @Test
    void anEngineThatIsDownIsUnknownAndUnavailableUntilItIsBack() throws Exception {
        var id = world().run("survivor", Map.of(), Behaviour.ENDS_ON_TERM);
        world().shutDown();
        try {
            assertThat(world().engine().containers()).isInstanceOf(Sensed.Unknown.class);
            assertThatThrownBy(() -> world().control().stop(id, GRACE)).isInstanceOf(EngineUnavailableException.class);
            assertThatThrownBy(() -> world().control().start(id)).isInstanceOf(EngineUnavailableException.class);
        } finally {
            world().bringUp();
        }

        assertThat(known(id).state()).isEqualTo(State.EXITED);
        world().control().start(id);
        assertThat(known(id).state()).isEqualTo(State.RUNNING);
    }

    protected final List<Container> known() {
        var containers = world().engine().containers();
        assertThat(containers).isInstanceOf(Sensed.Known.class);
        return containers.orElse(List.of());
    }

    protected final Container known(ContainerId id) {
        return known().stream()
                .filter(container -> container.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private ProcessRef process(ContainerId id) {
        if (known(id).init() instanceof Sensed.Known<ProcessRef> init) {
            return init.value();
        }
        throw new AssertionError("the first process of " + known(id) + " is not known");
    }
}
