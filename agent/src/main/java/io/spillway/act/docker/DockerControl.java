package io.spillway.act.docker;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ActException;
import io.spillway.act.ContainerControl;
import io.spillway.sense.ContainerId;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Changes the containers of an engine that speaks Docker's API at a unix socket. docker-java is loaded by the first call (0.4 s,
 * 11 MiB) and not before. Any thread but the guard's may call.
 */
public final class DockerControl implements ContainerControl, AutoCloseable {
    private final OkHttpClient base;
    private final Path socket;
    private @Nullable DockerCalls calls;

    /** @param base the client from which the engine's is made; not closed here */
    public DockerControl(OkHttpClient base, Path socket) {
        this.base = requireNonNull(base, "base");
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

    /** Ends the calls that are under way: whether they take effect is unknown then. */
    @Override
    public synchronized void close() {
        if (calls != null) {
            calls.close();
        }
    }

    private synchronized DockerCalls calls() {
        if (calls == null) {
            calls = new DockerCalls(base, socket);
        }
        return calls;
    }
}
