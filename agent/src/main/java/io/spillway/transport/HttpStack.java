package io.spillway.transport;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** The one HTTP client from which all others are made, built at its first use. */
public final class HttpStack implements AutoCloseable {
    private @Nullable OkHttpClient client;

    public HttpStack() {}

    public synchronized OkHttpClient client() {
        if (client == null) {
            client = build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
    }

    private static OkHttpClient build() {
        return new OkHttpClient.Builder()
                // Without TLS the JDK's key stores stay unloaded: 4.5 MiB less.
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .fastFallback(false)
                .connectTimeout(Duration.ofSeconds(2))
                .readTimeout(Duration.ofSeconds(2))
                .writeTimeout(Duration.ofSeconds(2))
                .callTimeout(Duration.ofSeconds(3))
                .build();
    }
}
