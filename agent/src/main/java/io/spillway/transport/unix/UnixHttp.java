package io.spillway.transport.unix;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** HTTP clients that speak through a unix socket. */
public final class UnixHttp {
    /** Where requests are addressed; the name reaches only the {@code Host} header. */
    public static final HttpUrl ADDRESS =
            new HttpUrl.Builder().scheme("http").host("docker").build();

    private static final Dns NOWHERE = host -> List.of(InetAddress.getLoopbackAddress());

    private UnixHttp() {}

    /**
     * A client like {@code base} whose every call goes through {@code socket}, for {@link #ADDRESS}. It keeps no connection: after
     * 10 s of idleness a kept one would be probed with a socket time-out, which a unix channel does not know, so that a POST hung
     * for minutes; a new connection costs 0.2 ms. Calls are its own: cancelling them all leaves those of {@code base} alone.
     *
     * @param read the longest silence of the server
     * @param call the longest time for a whole call, connecting included
     */
    public static OkHttpClient client(OkHttpClient base, Path socket, Duration read, Duration call) {
        return base.newBuilder()
                .socketFactory(new UnixSocketFactory(socket))
                .dns(NOWHERE)
                .dispatcher(new Dispatcher())
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .readTimeout(read)
                .writeTimeout(read)
                .callTimeout(call)
                .build();
    }
}
