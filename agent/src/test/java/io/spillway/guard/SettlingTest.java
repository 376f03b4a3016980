package io.spillway.guard;

import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.sense.ContainerId;
import io.spillway.testing.Assessments;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On a host of 15 GiB a container that held 10 % of it (1.5 GiB) was stopped at 98 %. */
class SettlingTest {
    private static final Moment NOW = new Moment(Instant.EPOCH, Long.MAX_VALUE);
    private static final Moment SOON = after(Duration.ofMillis(100));

    private final Settling settling = Settling.after(stopped(gib(1.5)), available(98), NOW);

    @Test
    void goesOnWhileNothingIsBackYet() {
        assertThat(settling.goesOn(used(98), SOON)).isTrue();
        assertThat(settling.goesOn(used(92), SOON)).isTrue();
    }

    @Test
    void isOverWhenMostIsBack() {
        assertThat(settling.goesOn(used(89.9), SOON)).isFalse();
    }

    @Test
    void isOverWhenMemoryGetsShorterAllTheSame() {
        assertThat(settling.goesOn(used(98.6), SOON)).isFalse();
    }

    @Test
    void isOverAfterFiveSecondsInAnyCase() {
        assertThat(settling.goesOn(used(98), after(Duration.ofSeconds(4)))).isTrue();
        assertThat(settling.goesOn(used(98), after(Duration.ofSeconds(5)))).isFalse();
    }

    private static Moment after(Duration time) {
        return new Moment(Instant.EPOCH, NOW.nanos() + time.toNanos());
    }

    private static Outcome.Done stopped(long freedBytes) {
        StopContainer stop = new StopContainer(
                new ContainerId("web"), "web", Duration.ZERO, freedBytes, Duration.ZERO, Gate.STOP_CONTAINERS, "");
        return new Outcome.Done(stop, Duration.ZERO, freedBytes, 0, "stopped");
    }

    private static long available(double usedPercent) {
        return used(usedPercent).reading().availableBytes();
    }

    private static Assessment used(double percent) {
        return Assessments.killSwitch().using(percent).build();
    }
}
