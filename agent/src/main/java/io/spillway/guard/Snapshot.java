package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be seen of the guard at a moment; immutable, published after every pass that changed something.
 *
 * @param assessment unknown while memory cannot be read
 * @param levelSince when the level was entered
 * @param contingencies what would be done at each level right now
 * @param owed targets that have something to be restored, with what it is
 * @param inProgress measures that are being carried out, for people
 */
public record Snapshot(
        Instant at,
        Sensed<Assessment> assessment,
        Instant levelSince,
        Inventory inventory,
        Policy policy,
        Plan lastPlan,
        Map<Level, Plan> contingencies,
        Map<String, String> owed,
        List<String> inProgress,
        List<SourceHealth> sources,
        Resources resources,
        Counters counters,
        Mode mode) {

    /** Whether the guard acts. */
    public enum Mode {
        ACTING,
        DRY_RUN,
        PAUSED
    }

    /**
     * Whether a source answers.
     *
     * @param name {@code memory}, {@code processes}, {@code containers}, or a runtime's id
     * @param state known, absent (which is fine) or unknown, with the reason
     */
    public record SourceHealth(String name, Sensed<String> state) {
        public SourceHealth {
            requireNonNull(name, "name");
            requireNonNull(state, "state");
        }
    }

    /**
     * What only the views need; NaN where it is not known.
     *
     * @param cpuPercent 0–100 of the whole machine
     * @param diskPercent used part of the root file system, 0–100
     */
    public record Resources(double cpuPercent, int cpuCount, double diskPercent) {
        public static final Resources UNKNOWN =
                new Resources(Double.NaN, Runtime.getRuntime().availableProcessors(), Double.NaN);
    }

    /**
     * Counters since the start; they never fall.
     *
     * @param passes of the fast pace
     * @param lastPassNanos how long the last one took
     * @param measures done, by kind
     * @param freedBytes in all
     */
    public record Counters(
            long passes,
            long lastPassNanos,
            long slowPasses,
            Map<String, Long> measures,
            long failures,
            long freedBytes) {
        public static final Counters ZERO = new Counters(0, 0, 0, Map.of(), 0, 0);

        public Counters {
            measures = Map.copyOf(measures);
        }
    }

    public Snapshot {
        requireNonNull(at, "at");
        requireNonNull(assessment, "assessment");
        requireNonNull(levelSince, "levelSince");
        requireNonNull(inventory, "inventory");
        requireNonNull(policy, "policy");
        requireNonNull(lastPlan, "lastPlan");
        contingencies = Map.copyOf(contingencies);
        owed = Map.copyOf(owed);
        inProgress = List.copyOf(inProgress);
        sources = List.copyOf(sources);
        requireNonNull(resources, "resources");
        requireNonNull(counters, "counters");
        requireNonNull(mode, "mode");
    }

    /** What of it can be taken for the present at {@code now}: of a loop that stands still, nothing but what it did until then. */
    Snapshot present(Instant now) {
        if (Health.isFresh(this, now)) {
            return this;
        }
        String reason = "the guard stands still: it has published nothing since " + at;
        return new Snapshot(
                at,
                new Sensed.Unknown<>(reason, at),
                levelSince,
                Inventory.unknown(
                        inventory.runtimes().stream().map(RuntimeState::id).toList(), reason, at),
                policy,
                lastPlan,
                Map.of(),
                owed,
                List.of(),
                sources.stream()
                        .map(source -> new SourceHealth(source.name(), new Sensed.Unknown<>(reason, at)))
                        .toList(),
                Resources.UNKNOWN,
                counters,
                mode);
    }
}
