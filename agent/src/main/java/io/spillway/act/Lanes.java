package io.spillway.act;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;

/**
 * Where work waits for others: each kind of target on an executor of its own, so that a model server that hangs keeps no container
 * from being stopped, and neither keeps a process from its KILL. Each is bounded, and says so by rejecting.
 *
 * @param models for calls to model servers
 * @param forced for unloads by force, which must not wait behind busy models that were only asked
 * @param containers for calls to the container engine
 * @param processes waits for processes to end, and sends the KILL after the TERM
 */
public record Lanes(Executor models, Executor forced, Executor containers, Executor processes) {
    public Lanes {
        requireNonNull(models, "models");
        requireNonNull(forced, "forced");
        requireNonNull(containers, "containers");
        requireNonNull(processes, "processes");
    }
}
