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
        inFlight.began(UNLOAD);

        inFlight.settle(models(NOW.plusSeconds(3600)), NOW.plusSeconds(3600));

        assertThat(inFlight.inProgress()).containsExactly(UNLOAD.target());
        assertThat(inFlight.reallyInProgress()).containsExactly(UNLOAD.target());
        assertThat(inFlight.running()).containsExactly(UNLOAD);
        assertThat(inFlight.running(UNLOAD.target())).isEqualTo(UNLOAD);
        assertThat(inFlight.resting()).isEmpty();
    }

    @Test
    void whatWasDoneRestsUntilItsOwnSourceWasSeenAgain() {
        inFlight.ended(done(UNLOAD), NOW);

        inFlight.settle(models(NOW), NOW.plusSeconds(1));
        assertThat(inFlight.resting()).as("not seen since").containsOnlyKeys(UNLOAD.target());
        assertThat(inFlight.inProgress()).isEmpty();

        inFlight.settle(models(NOW.plusMillis(1)), NOW.plusSeconds(1));
        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void anotherServerThatHangsHasNothingToDoWithIt() {
        RuntimeState hanging = new RuntimeState(
                new RuntimeId("llama.cpp", "http://127.0.0.1:8080"), new Sensed.Unknown<>("hangs", NOW), List.of());
        inFlight.ended(done(UNLOAD), NOW);

        inFlight.settle(
                new Inventory(
                        List.of(models(NOW.plusMillis(1)).runtimes().get(0), hanging),
                        OLD.containers(),
                        OLD.processes(),
                        List.of()),
                NOW.plusSeconds(1));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aServerThatIsAbsentNowHoldsNoModel() {
        inFlight.ended(done(UNLOAD), NOW);

        inFlight.settle(models(new Sensed.Absent<>("nothing listens")), NOW.plusSeconds(1));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aSourceThatNeverAnswersAgainFreesItsTargetAfter30Seconds() {
        Inventory hanging = inventory().engineHangs().build();
        inFlight.ended(done(STOP), NOW);

        inFlight.settle(hanging, NOW.plusSeconds(30));
        assertThat(inFlight.isBusy(STOP.target())).isTrue();

        inFlight.settle(hanging, NOW.plusSeconds(31));
        assertThat(inFlight.isBusy(STOP.target())).isFalse();
    }

    @Test
    void failuresCoolOffForLongerAndLonger() {
        Instant now = NOW;
        for (int seconds : List.of(2, 4, 8, 16, 32, 60, 60)) {
            inFlight.ended(failed(UNLOAD), now);

            inFlight.settle(OLD, now.plusSeconds(seconds).minusMillis(1));
            assertThat(inFlight.resting()).as("within %d s", seconds).containsOnlyKeys(UNLOAD.target());

            now = now.plusSeconds(seconds);
            inFlight.settle(OLD, now);
            assertThat(inFlight.isBusy(UNLOAD.target()))
                    .as("after %d s", seconds)
                    .isFalse();
        }
    }

    @Test
    void aSuccessForgetsTheFailures() {
        inFlight.ended(failed(UNLOAD), NOW);
        inFlight.ended(failed(UNLOAD), NOW);
        inFlight.ended(done(UNLOAD), NOW);
        inFlight.ended(failed(UNLOAD), NOW);

        inFlight.settle(OLD, NOW.plusSeconds(2));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void soDoesALongTime() {
        inFlight.ended(failed(UNLOAD), NOW);
        inFlight.ended(failed(UNLOAD), NOW);
        Instant later = NOW.plus(Duration.ofMinutes(11));
        inFlight.settle(OLD, later);

        inFlight.ended(failed(UNLOAD), later);
        inFlight.settle(OLD, later.plusSeconds(2));

        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void whatADryRunPretendsCountsAsUnderWayButIsNot() {
        inFlight.pretend(UNLOAD, NOW.plusSeconds(60));

        assertThat(inFlight.inProgress()).containsExactly(UNLOAD.target());
        assertThat(inFlight.reallyInProgress()).isEmpty();
        assertThat(inFlight.running()).isEmpty();
        assertThat(inFlight.isBusy(UNLOAD.target())).isTrue();

        inFlight.settle(OLD, NOW.plusSeconds(60));
        assertThat(inFlight.isBusy(UNLOAD.target())).isFalse();
    }

    @Test
    void aTargetThatNobodyTouchedIsFree() {
        assertThat(inFlight.isBusy(Target.container("redis"))).isFalse();
        assertThat(inFlight.running(Target.container("redis"))).isNull();
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
