package io.spillway.guard;

import io.spillway.config.Levels;

/** Keeps thresholds that were changed at run time across restarts. */
public interface LevelsStore {
    /**
     * Keeps them.
     *
     * @throws IllegalStateException when they cannot be kept; the text says why
     */
    void save(Levels levels);

    /** Forgets what was kept. */
    void clear();
}
