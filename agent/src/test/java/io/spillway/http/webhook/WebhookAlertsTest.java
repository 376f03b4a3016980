package io.spillway.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.AlertsConfig;
import io.spillway.record.Entry;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookAlertsTest {
    private final MockWebServer receiver = new MockWebServer();
    private final HttpStack http = new HttpStack();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private WebhookAlerts alerts;

    @BeforeEach
    void start() throws IOException {
        receiver.start();
        alerts = alerts(uri("/hook"));
    }

    @AfterEach
    void stop() {
        alerts.close();
        http.close();
        receiver.close();
    }

    @Test
    void aChangeOfLevelIsPostedAsJson() throws InterruptedException {
        receiver.enqueue(answer(200));

        alerts.added(entry(7, Entry.Kind.LEVEL_CHANGED));

        RecordedRequest request = take();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(body(request))
                .contains(
                        "\"source\":\"spillway\"",
                        "\"text\":\"Spillway CRITICAL: host 91 % used\"",
                        "\"sequence\":7",
                        "\"at\":\"2026-03-01T12:00:00Z\"",
                        "\"kind\":\"LEVEL_CHANGED\"");
    }

    @Test
    void anHttpsAddressIsSpokenToInTls() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookAlerts secure = alerts(URI.create("https://127.0.0.1:" + server.getLocalPort() + "/hook"))) {
            secure.added(entry(7, Entry.Kind.LEVEL_CHANGED));

            server.setSoTimeout(10_000);
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(10_000);
                assertThat(accepted.getInputStream().read())
                        .as("first byte of a TLS handshake")
                        .isEqualTo(0x16);
            }
        }
    }

    @Test
    void whatIsNoAlertIsNotPosted() throws InterruptedException {
        receiver.enqueue(answer(200));

        alerts.added(entry(1, Entry.Kind.STARTED));
        alerts.added(entry(2, Entry.Kind.OPERATION));
        alerts.added(entry(3, Entry.Kind.SOURCE_LOST));

        assertThat(body(take())).contains("\"sequence\":3");
        assertThat(receiver.getRequestCount()).isEqualTo(1);
    }

    @Test
    void everyAddressGetsIt() throws InterruptedException {
        receiver.enqueue(answer(200));
        receiver.enqueue(answer(200));
        try (WebhookAlerts both = alerts(uri("/one"), uri("/two"))) {
            both.added(entry(1, Entry.Kind.MEASURE_DONE));

            assertThat(List.of(take().getTarget(), take().getTarget())).containsExactly("/one", "/two");
        }
    }

    @Test
    void aFailedPostIsTriedOnceMore() throws InterruptedException {
        receiver.enqueue(answer(500));
        receiver.enqueue(answer(200));
        receiver.enqueue(answer(200));

        alerts.added(entry(1, Entry.Kind.MEASURE_DONE));
        alerts.added(entry(2, Entry.Kind.MEASURE_DONE));

        assertThat(body(take())).contains("\"sequence\":1");
        assertThat(body(take())).contains("\"sequence\":1");
        assertThat(body(take())).contains("\"sequence\":2");
    }

    @Test
    void whatTheReceiverRefusesIsNotRepeated() throws InterruptedException {
        receiver.enqueue(answer(404));
        receiver.enqueue(answer(200));

        alerts.added(entry(1, Entry.Kind.MEASURE_DONE));
        alerts.added(entry(2, Entry.Kind.MEASURE_DONE));

        assertThat(body(take())).contains("\"sequence\":1");
        assertThat(body(take())).contains("\"sequence\":2");
    }

    @Test
    void aReceiverThatHangsHoldsNobodyUp() throws InterruptedException {
        receiver.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        alerts.added(entry(0, Entry.Kind.MEASURE_DONE));
        take();
        // Far more than wait; this thread is the journal's.
        for (int sequence = 1; sequence <= 2000; sequence++) {
            alerts.added(entry(sequence, Entry.Kind.MEASURE_DONE));
        }
        alerts.close();

        assertThat(threads).hasSize(1).allMatch(Thread::isDaemon).noneMatch(Thread::isAlive);
        assertThat(receiver.getRequestCount()).isEqualTo(1);
    }

    @Test
    void nothingIsDoneWithoutAnAddress() {
        try (WebhookAlerts none = alerts()) {
            none.added(entry(1, Entry.Kind.LEVEL_CHANGED));

            assertThat(threads).isEmpty();
        }
    }

    private WebhookAlerts alerts(URI... addresses) {
        return new WebhookAlerts(new AlertsConfig(Arrays.asList(addresses)), http, work -> {
            Thread thread = new Thread(work, "webhook-test");
            threads.add(thread);
            return thread;
        });
    }

    private URI uri(String path) {
        return receiver.url(path).uri();
    }

    private RecordedRequest take() throws InterruptedException {
        @Nullable RecordedRequest request = receiver.takeRequest(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    private static String body(RecordedRequest request) {
        return String.valueOf(request.getBody() == null ? "" : request.getBody().utf8());
    }

    private static MockResponse answer(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static Entry entry(long sequence, Entry.Kind kind) {
        return new Entry(
                sequence, Instant.parse("2026-03-01T12:00:00Z"), kind, "CRITICAL", "host", "", 0, 0, "91 % used");
    }
}
