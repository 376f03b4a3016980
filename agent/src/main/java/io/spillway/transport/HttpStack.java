package io.spillway.transport;

import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP stack: what every client of ours derives from. Nothing of OkHttp is loaded before the first call of {@link
 * #client()}, which takes about 0.2 s then; so that call never belongs on the guard's thread.
 */
public final class HttpStack implements AutoCloseable {
    private @Nullable OkHttpClients clients;
    private boolean closed;

    public HttpStack() {}

    /**
     * The base client: plain HTTP/1.1, no proxy, no redirect, no retry, and a limit for every call: 2 s to connect, to write and
     * between two bytes, 3 s in all.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public OkHttpClient client() {
        return clients().plain();
    }

    /** The base client for {@code https} addresses; the same limits. Built at its first use, because TLS costs 4.5 MiB. */
    public OkHttpClient secureClient() {
        return clients().secure();
    }

    /** Ends calls that run, closes connections and lets the libraries' idle threads end now instead of a minute later. */
    @Override
    public void close() {
        OkHttpClients ending;
        synchronized (this) {
            closed = true;
            ending = clients;
            clients = null;
        }
        if (ending != null) {
            ending.end();
        }
    }

    private synchronized OkHttpClients clients() {
        if (closed) {
            throw new IllegalStateException("the HTTP stack was closed");
        }
        if (clients == null) {
            clients = new OkHttpClients();
        }
        return clients;
    }
}
