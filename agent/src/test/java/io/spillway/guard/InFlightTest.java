package io.spillway.guard;

import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.OLLAMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Target;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Inventory OLD = inventory().build();
    private static final Measure UNLOAD = new Measure.UnloadModel(
            new ModelId(OLLAMA, "qwen2.5:3b"), 1, Duration.ofSeconds(1), Gate.UNLOAD_IDLE, "idle");
    private static final Measure STOP = new Measure.StopContainer(
            new ContainerId("1"),
            "redis",
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1),
            Gate.STOP_CONTAINERS,
            "priority 10");

    private final InFlight inFlight = new InFlight();

    @Test
    void whatIsBeingDoneStaysInProgressHoweverLongItTakes() {
        inFlight.began(UNLOAD, moment(NOW));

        inFlight.settle(models(NOW.plusSeconds(3600)), moment(NOW.plusSeconds(3600)));

        assertThat(inFlight.inProgress(moment(NOW))).containsExactly(UNLOAD.target());
        assertThat(inFlight.reallyInProgress(moment(NOW))).containsExactly(UNLOAD.target());
        assertThat(inFlight.running()).containsExactly(UNLOAD);
        assertThat(inFlight.running(UNLOAD.target())).isEqualTo(UNLOAD);
        assertThat(inFlight.resting(moment(NOW))).isEmpty();
    }

    @Test
    void whatWasDoneRestsUntilItsOwnSourceWasSeenAgain() {
        inFlight.ended(done(UNLOAD), moment(NOW));

        inFlight.settle(models(NOW), moment(NOW.plusSeconds(1)));
        assertThat(inFlight.resting(moment(NOW))).as("not seen since").containsOnlyKeys(UNLOAD.target());
        assertThat(inFlight.inProgress(moment(NOW))).isEmpty();

        inFlight.settle(models(NOW.plusMillis(1)), moment(NOW.plusSeconds(1)));
        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void anotherServerThatHangsHasNothingToDoWithIt() {
        RuntimeState hanging = new RuntimeState(
                new RuntimeId("llama.cpp", "http://127.0.0.1:8080"), new Sensed.Unknown<>("hangs", NOW), List.of());
        inFlight.ended(done(UNLOAD), moment(NOW));

        inFlight.settle(
                new Inventory(
                        List.of(models(NOW.plusMillis(1)).runtimes().get(0), hanging),
                        OLD.containers(),
                        OLD.processes(),
                        List.of()),
                moment(NOW.plusSeconds(1)));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aServerThatIsAbsentNowHoldsNoModel() {
        inFlight.ended(done(UNLOAD), moment(NOW));

        inFlight.settle(models(new Sensed.Absent<>("nothing listens")), moment(NOW.plusSeconds(1)));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aSourceThatNeverAnswersAgainFreesItsTargetAfter30Seconds() {
        Inventory hanging = inventory().engineHangs().build();
        inFlight.ended(done(STOP), moment(NOW));

        inFlight.settle(hanging, moment(NOW.plusSeconds(29)));
        assertThat(inFlight.isBusy(STOP.target())).isTrue();

        inFlight.settle(hanging, moment(NOW.plusSeconds(30)));
        assertThat(inFlight.isBusy(STOP.target())).isFalse();
    }

    @Test
    void failuresCoolOffForLongerAndLonger() {
        Instant now = NOW;
        for (int seconds : List.of(2, 4, 8, 16, 32, 60, 60)) {
            inFlight.ended(failed(UNLOAD), moment(now));

            inFlight.settle(OLD, moment(now.plusSeconds(seconds).minusMillis(1)));
            assertThat(inFlight.resting(moment(NOW))).as("within %d s", seconds).containsOnlyKeys(UNLOAD.target());

            now = now.plusSeconds(seconds);
            inFlight.settle(OLD, moment(now));
            assertThat(inFlight.isBusy(UNLOAD.target()))
                    .as("after %d s", seconds)
                    .isFalse();
        }
    }

    @Test
    void aSuccessForgetsTheFailures() {
        inFlight.ended(failed(UNLOAD), moment(NOW));
        inFlight.ended(failed(UNLOAD), moment(NOW));
        inFlight.ended(done(UNLOAD), moment(NOW));
        inFlight.ended(failed(UNLOAD), moment(NOW));

        inFlight.settle(OLD, moment(NOW.plusSeconds(2)));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void soDoesALongTime() {
        inFlight.ended(failed(UNLOAD), moment(NOW));
        inFlight.ended(failed(UNLOAD), moment(NOW));
        Instant later = NOW.plus(Duration.ofMinutes(11));
        inFlight.settle(OLD, moment(later));

        inFlight.ended(failed(UNLOAD), moment(later));
        inFlight.settle(OLD, moment(later.plusSeconds(2)));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void whatADryRunPretendsCountsAsUnderWayButIsNot() {
        inFlight.pretend(UNLOAD, moment(NOW), Duration.ofSeconds(60));

        assertThat(inFlight.inProgress(moment(NOW))).containsExactly(UNLOAD.target());
        assertThat(inFlight.reallyInProgress(moment(NOW))).isEmpty();
        assertThat(inFlight.running()).isEmpty();
        assertThat(inFlight.isBusy(UNLOAD.target())).isTrue();

        inFlight.settle(OLD, moment(NOW.plusSeconds(60)));
        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aProcessThatKillDoesNotEndIsNoLongerReliefToCome() {
        Measure kill = new Measure.KillProcess(
                new ProcessRef(4711, 1),
                "hog",
                Duration.ofSeconds(5),
                1,
                Duration.ofSeconds(1),
                Gate.KILL_PROCESSES,
                "");
        inFlight.began(kill, moment(NOW));

        assertThat(inFlight.inProgress(moment(NOW.plusMillis(6_999)))).containsExactly(kill.target());
        assertThat(inFlight.resting(moment(NOW.plusMillis(6_999)))).isEmpty();
        assertThat(inFlight.inProgress(moment(NOW.plusSeconds(7)))).isEmpty();
        assertThat(inFlight.resting(moment(NOW.plusSeconds(7)))).containsOnlyKeys(kill.target());
        assertThat(inFlight.running()).as("its outcome is still to come").containsExactly(kill);
    }

    @Test
    void aClockThatIsSetBackChangesNothing() {
        inFlight.ended(done(STOP), moment(NOW));

        inFlight.settle(
                OLD,
                new Moment(NOW.minusSeconds(3600), moment(NOW.plusSeconds(31)).nanos()));

        assertThat(inFlight.isBusy(STOP.target())).isFalse();
    }

    @Test
    void aTargetThatNobodyTouchedIsFree() {
        assertThat(inFlight.isBusy(Target.container("redis"))).isFalse();
        assertThat(inFlight.running(Target.container("redis"))).isNull();
    }

    /** The clock was not set. */
    private static Moment moment(Instant wall) {
        return new Moment(wall, Duration.between(NOW, wall).toNanos());
    }

    private static Inventory models(Instant at) {
        return models(new Sensed.Known<>(List.of(), at));
    }

    private static Inventory models(Sensed<List<Model>> models) {
        return new Inventory(
                List.of(new RuntimeState(OLLAMA, models, List.of())), OLD.containers(), OLD.processes(), List.of());
    }

    private static Outcome done(Measure measure) {
        return new Outcome.Done(measure, Duration.ofSeconds(1), 1, 1, "done");
    }

    private static Outcome failed(Measure measure) {
        return new Outcome.Failed(measure, Duration.ofSeconds(1), "refused");
    }
}
