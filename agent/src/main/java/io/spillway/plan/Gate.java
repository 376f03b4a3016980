package io.spillway.plan;

import io.spillway.assess.Level;

/** The gates, in the order in which they open. */
public enum Gate {
    /** Undo what was done. */
    RESTORE(Level.NORMAL),
    /** Unload models that are idle too long, too many, or too large: at every level, whatever the deficit. */
    MODEL_POLICY(Level.NORMAL),
    /** Unload idle models before their time. */
    UNLOAD_IDLE(Level.WARNING),
    /** Unload what is neither essential nor pinned. */
    UNLOAD_NON_ESSENTIAL(Level.CRITICAL),
    /** Unload everything, by force where it must be. */
    FORCE_UNLOAD(Level.EMERGENCY),
    /** End memory-heavy processes that nothing protects. */
    KILL_PROCESSES(Level.EMERGENCY),
    /** Stop containers, from the lowest priority up. */
    STOP_CONTAINERS(Level.KILL_SWITCH),
    /** An operator asked for it. */
    OPERATOR(Level.NORMAL);

    private final Level opensAt;

    Gate(Level opensAt) {
        this.opensAt = opensAt;
    }

    /** The lowest level at which it opens by itself. */
    public Level opensAt() {
        return opensAt;
    }
}
