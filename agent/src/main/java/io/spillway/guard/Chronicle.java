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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Turns what happens into journal entries, each lasting condition once. Used by the guard's thread alone. */
final class Chronicle {
    private static final String UNKNOWN = "UNKNOWN";

    /** Time enough for a look that finds whom the inventory did not show yet. */
    private static final long SHORTFALL_LASTS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Journal journal;
    private final Set<String> lostSources = new TreeSet<>();
    private Level level = Level.NORMAL;
    private String levelName = UNKNOWN;
    private Level shortfallTold = Level.NORMAL;
    private boolean isShort;
    private long shortSinceNanos;

    /** Whether something was done of which the memory is not back yet. */
    enum Relief {
        TO_COME,
        NONE
    }

    Chronicle(Journal journal) {
        this.journal = requireNonNull(journal);
    }

    void started(String what) {
        add(Entry.Kind.STARTED, "guard", "", 0, 0, what);
    }

    /** Tells that it has ended, and which containers nobody is going to start again. */
    void stopped(Set<String> owed) {
        String left = owed.isEmpty()
                ? ""
                : "not started again, start them yourself: " + String.join(", ", new TreeSet<>(owed));
        add(Entry.Kind.STOPPED, "guard", "", 0, 0, left);
    }

    /** Tells a change of level. */
    void assessed(Assessment assessment) {
        Level was = level;
        level = assessment.level();
        levelName = level.name();
        if (level == was) {
            return;
        }
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
                reasons.isEmpty() ? Figures.percent(assessment.reading().usedPercent()) + " used" : reasons);
    }

    /** The level cannot be told until the next assessment. */
    void blinded() {
        levelName = UNKNOWN;
    }

    /** Tells that plans do not suffice, once for each level, when that has lasted while nothing more was to be expected. */
    void planned(Plan plan, Relief relief, long nanos) {
        if (plan.uncoveredBytes() == 0 || !plan.level().isAtLeast(Level.EMERGENCY) || relief == Relief.TO_COME) {
            isShort = false;
            return;
        }
        if (!isShort) {
            isShort = true;
            shortSinceNanos = nanos;
        }
        if (nanos - shortSinceNanos < SHORTFALL_LASTS_NANOS || shortfallTold.isAtLeast(plan.level())) {
            return;
        }
        shortfallTold = plan.level();
        add(
                Entry.Kind.SHORTFALL,
                "plan",
                "",
                0,
                0,
                Figures.bytes(plan.uncoveredBytes()) + " of " + Figures.bytes(plan.deficitBytes())
                        + " cannot be freed by anything that may be touched");
    }

    void ended(Outcome outcome) {
        Measure measure = outcome.measure();
        long tookMillis = outcome.took().toMillis();
        String detail = outcome.detail() + " (" + measure.reason() + ")";
        if (outcome instanceof Outcome.Done done) {
            boolean restored = measure.gate() == Gate.RESTORE && done.doer() == Outcome.Doer.MEASURE;
            Entry.Kind kind = restored ? Entry.Kind.RESTORED : Entry.Kind.MEASURE_DONE;
            add(kind, measure.target().name(), measure.kind(), done.freedBytes(), tookMillis, detail);
        } else if (outcome instanceof Outcome.Failed) {
            add(Entry.Kind.MEASURE_FAILED, measure.target().name(), measure.kind(), 0, tookMillis, detail);
        } else if (outcome instanceof Outcome.Unsettled) {
            add(Entry.Kind.MEASURE_UNSETTLED, measure.target().name(), measure.kind(), 0, tookMillis, detail);
        } else {
            add(Entry.Kind.MEASURE_DRY_RUN, measure.target().name(), measure.kind(), 0, 0, detail);
        }
    }

    /** Tells which sources are lost and which are back; one that nobody has looked at yet is neither. */
    void sources(List<SourceHealth> sources) {
        Set<String> gone = new TreeSet<>(lostSources);
        for (SourceHealth source : sources) {
            if (!(source.state() instanceof Sensed.Unknown<String> lost)) {
                continue;
            }
            gone.remove(source.name());
            if (!lost.isNotYetSeen() && lostSources.add(source.name())) {
                add(Entry.Kind.SOURCE_LOST, source.name(), "", 0, 0, lost.reason());
            }
        }
        for (String name : gone) {
            lostSources.remove(name);
            add(Entry.Kind.SOURCE_BACK, name, "", 0, 0, "answers again");
        }
    }

    /** Tells what an operator had done; {@code subject} is empty where it is about everything. */
    void operation(String name, String subject, String what) {
        add(Entry.Kind.OPERATION, subject.isEmpty() ? name : subject, subject.isEmpty() ? "" : name, 0, 0, what);
    }

    private void add(Entry.Kind kind, String subject, String action, long freedBytes, long tookMillis, String detail) {
        journal.add(kind, levelName, subject, action, freedBytes, tookMillis, detail);
    }
}
