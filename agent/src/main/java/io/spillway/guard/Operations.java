package io.spillway.guard;

import io.spillway.act.Outcome;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.plan.Plan;
import java.util.List;

/**
 * What can be asked of the guard, from any thread. What changes something is put on the guard's queue and waited for, with a time
 * limit; every method throws {@link IllegalArgumentException} for a bad argument and {@link IllegalStateException} when it cannot
 * be done now, each with a text that says what to do.
 */
public interface Operations {
    /** The newest snapshot; never blocks. */
    Snapshot snapshot();

    /** Opens the gates of the present level, at least those of WARNING, now. */
    Report optimize();

    /**
     * Opens the gates up to EMERGENCY now, whatever the level: every model goes, programs end only for memory that is really short.
     * Containers are stopped after them, one at a time, only while the level stays at CRITICAL or above and memory is really short.
     */
    Report emergencyScaleDown();

    /** Undoes what is owed, the last first, as far as it stays below WARNING minus the hysteresis. */
    Report restore();

    /** What would be done at that level right now; changes nothing. */
    Plan previewPlan(Level level);

    /** Whether {@code bytes} more would stay below WARNING. */
    CanLoad canLoad(long bytes);

    void pause();

    void resume();

    /** Replaces all thresholds at once and keeps them across restarts. */
    void changeLevels(Levels levels);

    /** Back to the configured thresholds. */
    void resetLevels();

    void pin(String model);

    void unpin(String model);

    /** Unloads one model, whatever the level. */
    Outcome unload(String runtime, String model);

    /** Loads one model; refused at WARNING and above. One at a time. */
    String load(String runtime, String model);

    /** Stops one container, whatever the level; protected ones are refused. It is started again only when asked for. */
    Outcome stopContainer(String name);

    /** Starts one container that the guard stopped. */
    Outcome restoreContainer(String name);

    /** Empties the journal's memory; the file stays. */
    void clearJournal();

    /**
     * What an operation did.
     *
     * @param outcomes in the order in which they ended
     * @param freedBytes the sum of what was freed
     * @param message one sentence for people
     */
    record Report(List<Outcome> outcomes, long freedBytes, String message) {
        public Report {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The answer to {@link #canLoad}: {@code roomBytes} is what still fits below WARNING. */
    record CanLoad(Answer answer, long roomBytes, String reason) {
        /** Yes, no, or not to be told because memory cannot be read. */
        public enum Answer {
            YES,
            NO,
            UNKNOWN
        }
    }
}
