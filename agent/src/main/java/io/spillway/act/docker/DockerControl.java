package io.spillway.act.docker;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ActException;
import io.spillway.act.ContainerControl;
import io.spillway.act.EngineUnavailableException;
import io.spillway.sense.ContainerId;
import io.spillway.transport.HttpStack;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Changes the containers of an engine that speaks Docker's API at a unix socket. docker-java is loaded by the first call (0.4 s,
 * 11 MiB) and not before. Any thread but the guard's may call.
 */
public final class DockerControl implements ContainerControl, AutoCloseable {
    private final HttpStack stack;
    private final Path socket;
    private @Nullable DockerCalls calls;
    private boolean closed;

    /** @param stack not closed here; touched by the first call */
    public DockerControl(HttpStack stack, Path socket) {
        this.stack = requireNonNull(stack, "stack");
        this.socket = requireNonNull(socket, "socket");
    }

    @Override
    public void stop(ContainerId container, Duration grace) throws ActException {
        calls().stop(container, grace);
    }

    @Override
    public void start(ContainerId container) throws ActException {
        calls().start(container);
    }

    /**
     * Loads what a change needs and asks the engine for a sign of life, so that the first stop need not wait for either.
     *
     * @throws ActException it gave none
     */
    public void warmUp() throws ActException {
        calls().ping();
    }

    /** Ends the calls that are under way: whether they take effect is unknown then. Later ones find no engine. */
    @Override
    public synchronized void close() {
        closed = true;
        if (calls != null) {
            calls.close();
        }
    }

    private synchronized DockerCalls calls() throws EngineUnavailableException {
        if (closed) {
            throw new EngineUnavailableException("the engine at " + socket + " is not steered any more");
        }
        if (calls == null) {
            calls = new DockerCalls(stack.client(), socket);
        }
        return calls;
    }
}
