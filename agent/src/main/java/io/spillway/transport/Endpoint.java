package io.spillway.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** One server that speaks JSON over HTTP, called with deadlines. Until somebody listens there, OkHttp is not loaded. */
public final class Endpoint {
    private static final int KNOCK_LIMIT_MILLIS = 1_000;

    private final HttpStack stack;
    private final URI base;
    private volatile boolean reached;

    /** @param base scheme {@code http} or {@code https}, host, perhaps port and path */
    public Endpoint(HttpStack stack, URI base) {
        this.stack = requireNonNull(stack, "stack");
        this.base = requireNonNull(base, "base");
        if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
            throw new IllegalArgumentException("not an address of the form http://host:port: " + base);
        }
    }

    public URI base() {
        return base;
    }

    /** @param path begins with a slash */
    public Answer get(String path) throws NoAnswerException {
        knock();
        return call().get(path);
    }

    /**
     * Posts JSON. Where it {@link NoAnswerException.Kind#BROKE_OFF broke off}, the server may still do it.
     *
     * @param path begins with a slash
     * @param limit for the whole call, however long the server is silent
     */
    public Answer post(String path, byte[] json, Duration limit) throws NoAnswerException {
        knock();
        return call().post(path, json, limit);
    }

    private void knock() throws NoAnswerException {
        if (reached) {
            return;
        }
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(base.getHost(), port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(base.getHost());
            }
            socket.connect(address, KNOCK_LIMIT_MILLIS);
            reached = true;
        } catch (SocketTimeoutException e) {
            // Somebody may listen who has stopped accepting: that is not nobody.
            throw silent(base, KNOCK_LIMIT_MILLIS, e);
        } catch (IOException e) {
            throw notReached(base, e);
        }
    }

    private OkHttpCall call() throws NoAnswerException {
        try {
            return new OkHttpCall(stack, base);
        } catch (IllegalStateException closed) {
            throw new NoAnswerException(NoAnswerException.Kind.NOT_REACHED, base + " is no longer asked", closed);
        }
    }

    private int port() {
        if (base.getPort() >= 0) {
            return base.getPort();
        }
        return "https".equals(base.getScheme()) ? 443 : 80;
    }

    static NoAnswerException silent(URI base, long limitMillis, IOException cause) {
        return new NoAnswerException(
                NoAnswerException.Kind.BROKE_OFF,
                base + " does not answer within " + limitMillis / 1000.0 + " s",
                cause);
    }

    static NoAnswerException notReached(URI base, IOException cause) {
        String message = cause instanceof UnknownHostException
                ? "no host of the name " + base.getHost() + " is known"
                : "nobody listens at " + base + " (" + cause.getMessage() + ")";
        return new NoAnswerException(NoAnswerException.Kind.NOT_REACHED, message, cause);
    }
}
