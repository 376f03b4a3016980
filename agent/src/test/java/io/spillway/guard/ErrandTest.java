package io.spillway.guard;

import static io.spillway.testing.Models.OLLAMA;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.Outcome;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.sense.ModelId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrandTest {
    private static final Measure FIRST = unload("first:3b");
    private static final Measure SECOND = unload("second:3b");

    @Test
    void eachTargetIsTakenOnce() {
        Errand errand = errand(List.of(taken -> List.of(FIRST, SECOND)));

        errand.awaits(FIRST);
        errand.ended(done(FIRST));

        assertThat(errand.next()).containsExactly(SECOND);
    }

    @Test
    void theNextPhaseComesWhenNothingIsLeftInTheOneBefore() {
        Errand errand = errand(List.of(taken -> List.of(FIRST), taken -> List.of(SECOND)));

        assertThat(errand.next()).containsExactly(FIRST);
        errand.awaits(FIRST);
        errand.ended(done(FIRST));
        assertThat(errand.next()).containsExactly(SECOND);
        errand.awaits(SECOND);
        errand.ended(done(SECOND));
        assertThat(errand.next()).isEmpty();
    }

    @Test
    void itWaitsForWhatItBeganAndForNothingElse() {
        Errand errand = errand(List.of());
        errand.awaits(FIRST);
        errand.awaits(FIRST);

        errand.ended(done(SECOND));
        assertThat(errand.isWaiting()).isTrue();
        assertThat(errand.soFar().outcomes()).isEmpty();

        errand.ended(done(FIRST));
        assertThat(errand.isWaiting()).isFalse();
        assertThat(errand.soFar().outcomes()).containsExactly(done(FIRST));
    }

    @Test
    void itsReportIsASentence() {
        assertThat(errand(List.of()).soFar().message()).isEqualTo("nothing to do");
        assertThat(after(done(FIRST)).message()).isEqualTo("1 measure done, 2.0 GiB freed");
        assertThat(after(done(FIRST)).freedBytes()).isEqualTo(gib(2));
        assertThat(after(done(FIRST), failed(SECOND)).message()).isEqualTo("1 measure done, 2.0 GiB freed, 1 not done");
        assertThat(after(new Outcome.DryRun(FIRST, ""), new Outcome.DryRun(SECOND, ""))
                        .message())
                .isEqualTo("dry run: 2 measures would be taken");
    }

    @Test
    void whatElseIsToBeSaidComesLast() {
        Errand errand = new Errand("restore", "", List.of(), taken -> "2 still owed");

        assertThat(errand.soFar().message()).isEqualTo("nothing to begin now; 2 still owed");
    }

    private static Operations.Report after(Outcome... outcomes) {
        Errand errand = errand(List.of());
        for (Outcome outcome : outcomes) {
            errand.awaits(outcome.measure());
            errand.ended(outcome);
        }
        return errand.soFar();
    }

    private static Errand errand(List<Errand.Phase> phases) {
        return new Errand("optimize", "", phases, taken -> "");
    }

    private static Measure unload(String name) {
        return new Measure.UnloadModel(
                new ModelId(OLLAMA, name), gib(2), Duration.ofSeconds(1), Gate.UNLOAD_IDLE, "idle");
    }

    private static Outcome done(Measure measure) {
        return new Outcome.Done(measure, Duration.ofSeconds(1), gib(2), gib(2), "unloaded");
    }

    private static Outcome failed(Measure measure) {
        return new Outcome.Failed(measure, Duration.ofSeconds(1), "refused");
    }
}
