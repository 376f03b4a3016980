package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.config.Levels;
import io.spillway.guard.LevelsStore;
import io.spillway.record.settings.SavedLevels;
import java.io.IOException;

/** Keeps changed thresholds in the state directory. */
final class KeptLevels implements LevelsStore {
    private final SavedLevels saved;

    KeptLevels(SavedLevels saved) {
        this.saved = requireNonNull(saved);
    }

    @Override
    public void save(Levels levels) {
        try {
            saved.save(levels);
        } catch (IOException unwritable) {
            throw new IllegalStateException(
                    "the thresholds are in force but will be forgotten at the next start: " + unwritable.getMessage(),
                    unwritable);
        }
    }

    @Override
    public void clear() {
        try {
            saved.clear();
        } catch (IOException unwritable) {
            throw new IllegalStateException(
                    "the configured thresholds are in force, but the kept ones will come back at the next start: "
                            + unwritable.getMessage(),
                    unwritable);
        }
    }
}
