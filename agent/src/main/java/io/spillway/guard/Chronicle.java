package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.assess.Signal;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import io.spillway.sense.Sensed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what happens into journal entries, each lasting condition once. Used by the guard's thread alone. */
final class Chronicle {
    private final Journal journal;
    private final Map<String, String> lostSources = new HashMap<>();
    private Level level = Level.NORMAL;
    private Level shortfallTold = Level.NORMAL;

    Chronicle(Journal journal) {
        this.journal = requireNonNull(journal);
    }

    void started(String what) {
        add(Entry.Kind.STARTED, "guard", "", 0, 0, what);
    }

    void stopped() {
        add(Entry.Kind.STOPPED, "guard", "", 0, 0, "");
    }

    /** Tells a change of level. */
    void assessed(Assessment assessment) {
        if (assessment.level() == level) {
            return;
        }
        Level was = level;
        level = assessment.level();
        if (level.compareTo(shortfallTold) < 0) {
            shortfallTold = level;
        }
        String reasons = assessment.signals().stream().map(Signal::reason).collect(Collectors.joining("; "));
        add(
                Entry.Kind.LEVEL_CHANGED,
                was.name(),
                "",
                0,
                0,
                reasons.isEmpty()
                        ? "%.1f %% used".formatted(assessment.reading().usedPercent())
                        : reasons);
    }

    /** Tells that a plan does not suffice, once for each level. */
    void planned(Plan plan) {
        if (plan.uncoveredBytes() == 0
                || !plan.level().isAtLeast(Level.EMERGENCY)
                || shortfallTold.isAtLeast(plan.level())) {
            return;
        }
        shortfallTold = plan.level();
        add(
                Entry.Kind.SHORTFALL,
                "plan",
                "",
                0,
                0,
                "%s of %s cannot be freed by anything that may be touched"
                        .formatted(Figures.bytes(plan.uncoveredBytes()), Figures.bytes(plan.deficitBytes())));
    }

    void ended(Outcome outcome) {
        Measure measure = outcome.measure();
        long tookMillis = outcome.took().toMillis();
        String detail = outcome.detail() + " (" + measure.reason() + ")";
        if (outcome instanceof Outcome.Done done) {
            Entry.Kind kind = measure.gate() == Gate.RESTORE ? Entry.Kind.RESTORED : Entry.Kind.MEASURE_DONE;
            add(kind, measure.target().name(), measure.kind(), done.freedBytes(), tookMillis, detail);
        } else if (outcome instanceof Outcome.Failed) {
            add(Entry.Kind.MEASURE_FAILED, measure.target().name(), measure.kind(), 0, tookMillis, detail);
        } else if (outcome instanceof Outcome.Unsettled) {
            add(Entry.Kind.MEASURE_UNSETTLED, measure.target().name(), measure.kind(), 0, tookMillis, detail);
        } else {
            add(Entry.Kind.MEASURE_DRY_RUN, measure.target().name(), measure.kind(), 0, 0, detail);
        }
    }

    void sources(List<SourceHealth> sources) {
        for (SourceHealth source : sources) {
            if (source.state() instanceof Sensed.Unknown<String> lost) {
                if (lostSources.put(source.name(), lost.reason()) == null) {
                    add(Entry.Kind.SOURCE_LOST, source.name(), "", 0, 0, lost.reason());
                }
            } else if (lostSources.remove(source.name()) != null) {
                add(Entry.Kind.SOURCE_BACK, source.name(), "", 0, 0, "answers again");
            }
        }
    }

    void operation(String name, String what) {
        add(Entry.Kind.OPERATION, name, name, 0, 0, what);
    }

    private void add(Entry.Kind kind, String subject, String action, long freedBytes, long tookMillis, String detail) {
        journal.add(kind, level.name(), subject, action, freedBytes, tookMillis, detail);
    }
}
