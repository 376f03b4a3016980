package io.spillway.act;

import io.spillway.sense.ContainerId;
import java.time.Duration;

/** Changes containers. Every call has its deadline; never called from the guard's thread. */
public interface ContainerControl {
    /**
     * Stops the container; the engine kills it when it does not end within {@code grace}. Returns when it has stopped.
     *
     * @throws TargetGoneException it does not exist or does not run
     */
    void stop(ContainerId container, Duration grace) throws ActException;

    /** Starts a stopped container. */
    void start(ContainerId container) throws ActException;
}
