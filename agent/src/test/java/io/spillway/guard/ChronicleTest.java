package io.spillway.guard;

import static io.spillway.testing.Assessments.critical;
import static io.spillway.testing.Assessments.emergency;
import static io.spillway.testing.Assessments.normal;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.assess.Level;
import io.spillway.guard.Chronicle.Relief;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.record.Entry;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Sensed;
import io.spillway.testing.RecordedJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Measure START =
            new Measure.StartContainer(new ContainerId("1"), "redis", 1, Duration.ofSeconds(1), "owed");

    private final RecordedJournal journal = new RecordedJournal();
    private final Chronicle chronicle = new Chronicle(journal);

    @Test
    void aLevelIsToldWhenItChanges() {
        chronicle.assessed(normal().build());
        chronicle.assessed(critical().build());
        chronicle.assessed(critical().using(92).build());
        chronicle.assessed(normal().build());

        assertThat(journal.told()).containsExactly("LEVEL_CHANGED NORMAL", "LEVEL_CHANGED CRITICAL");
        assertThat(journal.recent()).extracting(Entry::level).containsExactly("CRITICAL", "NORMAL");
        assertThat(journal.recent()).extracting(Entry::detail).containsExactly("90.0 % used", "50.0 % used");
    }

    @Test
    void aLevelThatNobodyKnowsIsUnknown() {
        chronicle.started("host");
        chronicle.assessed(normal().build());
        chronicle.operation("pin", "qwen2.5:3b", "done");
        chronicle.blinded();
        chronicle.operation("pause", "", "done");

        assertThat(journal.recent()).extracting(Entry::level).containsExactly("UNKNOWN", "NORMAL", "UNKNOWN");
        assertThat(journal.told()).containsExactly("STARTED guard", "OPERATION pin qwen2.5:3b", "OPERATION pause");
    }

    @Test
    void aShortfallThatLastsIsToldOnceForEachLevelAndAgainAfterItFell() {
        chronicle.assessed(emergency().build());
        plans(shortOf(Level.EMERGENCY), Relief.NONE);
        plans(shortOf(Level.KILL_SWITCH), Relief.NONE);
        plans(shortOf(Level.EMERGENCY), Relief.NONE);
        assertThat(journal.told(Entry.Kind.SHORTFALL)).hasSize(2);

        chronicle.assessed(normal().build());
        plans(shortOf(Level.CRITICAL), Relief.NONE);
        plans(Plan.nothing(Level.EMERGENCY), Relief.NONE);
        assertThat(journal.told(Entry.Kind.SHORTFALL)).hasSize(2);

        plans(shortOf(Level.EMERGENCY), Relief.NONE);
        assertThat(journal.told(Entry.Kind.SHORTFALL)).hasSize(3);
    }

    @Test
    void aShortfallThatPassesOrWhoseReliefIsStillToComeIsNotTold() {
        chronicle.assessed(emergency().build());
        chronicle.planned(shortOf(Level.EMERGENCY), Relief.NONE, 0);
        plans(shortOf(Level.EMERGENCY), Relief.TO_COME);
        chronicle.planned(shortOf(Level.EMERGENCY), Relief.NONE, SECONDS.toNanos(2));
        chronicle.planned(Plan.nothing(Level.EMERGENCY), Relief.NONE, SECONDS.toNanos(3));
        chronicle.planned(shortOf(Level.EMERGENCY), Relief.NONE, SECONDS.toNanos(4));

        assertThat(journal.told(Entry.Kind.SHORTFALL)).isEmpty();
    }

    /** The same plan for a second. */
    private void plans(Plan plan, Relief relief) {
        for (int millis = 0; millis <= 1_000; millis += 100) {
            chronicle.planned(plan, relief, MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void aSourceIsToldWhenItIsLostAndWhenItIsBack() {
        chronicle.sources(List.of(source("containers", unknown("hangs"))));
        chronicle.sources(List.of(source("containers", unknown("hangs for longer"))));
        chronicle.sources(List.of(source("containers", new Sensed.Absent<>("no socket"))));
        chronicle.sources(List.of(source("containers", new Sensed.Known<>("2 containers", NOW))));

        assertThat(journal.told()).containsExactly("SOURCE_LOST containers", "SOURCE_BACK containers");
    }

    @Test
    void aSourceThatNobodyHasLookedAtIsNotLost() {
        chronicle.sources(List.of(source("containers", Sensed.Unknown.notYetSeen(NOW))));
        assertThat(journal.told()).isEmpty();

        chronicle.sources(List.of(source("containers", unknown("hangs"))));
        assertThat(journal.told()).containsExactly("SOURCE_LOST containers");
    }

    @Test
    void aLostSourceThatIsNotListedAnyMoreIsBack() {
        chronicle.sources(List.of(source("guard", unknown("a bug"))));
        chronicle.sources(List.of());
        chronicle.sources(List.of(source("guard", unknown("a bug"))));

        assertThat(journal.told()).containsExactly("SOURCE_LOST guard", "SOURCE_BACK guard", "SOURCE_LOST guard");
    }

    @Test
    void onlyWhatWeStartedAgainIsRestored() {
        chronicle.ended(new Outcome.Done(START, Duration.ofMillis(300), 0, 0, "started again"));
        chronicle.ended(new Outcome.Done(START, Duration.ZERO, 0, 0, "it was gone already", Outcome.Doer.OTHERS));

        assertThat(journal.told())
                .containsExactly("RESTORED start-container redis", "MEASURE_DONE start-container redis");
        assertThat(journal.recent().get(0).tookMillis()).isEqualTo(300);
        assertThat(journal.recent().get(0).detail()).isEqualTo("started again (owed)");
    }

    @Test
    void everyOutcomeHasItsOwnWord() {
        chronicle.ended(new Outcome.Failed(START, Duration.ZERO, "refused"));
        chronicle.ended(new Outcome.Unsettled(START, Duration.ZERO, "no answer"));
        chronicle.ended(new Outcome.DryRun(START, "would be done"));

        assertThat(journal.recent())
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.MEASURE_FAILED, Entry.Kind.MEASURE_UNSETTLED, Entry.Kind.MEASURE_DRY_RUN);
    }

    private static SourceHealth source(String name, Sensed<String> state) {
        return new SourceHealth(name, state);
    }

    private static Sensed<String> unknown(String reason) {
        return new Sensed.Unknown<>(reason, NOW);
    }

    private static Plan shortOf(Level level) {
        return new Plan(level, 200, List.of(), List.of(), 100);
    }
}
