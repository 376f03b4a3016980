package io.spillway.transport;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** The two base clients. They share one pool and one dispatcher. */
final class OkHttpClients {
    private static final Duration READ_LIMIT = Duration.ofSeconds(2);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(3);

    private final OkHttpClient plain = new OkHttpClient.Builder()
            // Without TLS neither the JDK's TLS classes nor its certificates are loaded.
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            // The host application's -Dhttp.proxyHost is not ours.
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // Connects on the caller's thread.
            .fastFallback(false)
            .connectTimeout(READ_LIMIT)
            .writeTimeout(READ_LIMIT)
            .readTimeout(READ_LIMIT)
            .callTimeout(CALL_LIMIT)
            .build();
    private @Nullable OkHttpClient secure;

    OkHttpClient plain() {
        return plain;
    }

    synchronized OkHttpClient secure() {
        if (secure == null) {
            secure = plain.newBuilder()
                    .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                    .build();
        }
        return secure;
    }

    void end() {
        CountDownLatch idle = new CountDownLatch(1);
        plain.dispatcher().setIdleCallback(idle::countDown);
        plain.dispatcher().cancelAll();
        try {
            // Cancelled calls end at once, each on its own thread; until then their limits keep the watchdog busy.
            if (plain.dispatcher().runningCallsCount() == 0 || idle.await(1, SECONDS)) {
                plain.dispatcher().setIdleCallback(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        plain.connectionPool().evictAll();
        IdleThreads.end();
    }
}
