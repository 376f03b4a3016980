package io.spillway.rehearse;

import io.spillway.act.ContainerControl;
import io.spillway.config.SpillwayConfig;
import io.spillway.guard.Snapshot;
import io.spillway.record.Journal;
import io.spillway.sense.ContainerEngine;
import java.io.IOException;

/** The running guard, as far as the show looks at it. */
public interface Guarding extends AutoCloseable {
    Snapshot snapshot();

    Journal journal();

    /** The port of its HTTP server; -1 while there is none. */
    int httpPort();

    /** Takes it down. */
    @Override
    void close();

    /** Starts the guard as it is, with another engine in place of the configured one. */
    @FunctionalInterface
    interface Start {
        Guarding start(SpillwayConfig config, ContainerEngine engine, ContainerControl control) throws IOException;
    }
}
