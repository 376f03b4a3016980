package io.spillway.http.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.spillway.config.AlertsConfig;
import io.spillway.http.EntryJson;
import io.spillway.http.webhook.Webhook.Delivery;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import io.spillway.transport.HttpStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts changes of level, measures and lost sources to the configured webhooks: the fields of {@code /journal}, and {@code text}, one
 * line for people. On one thread of its own, behind a bounded queue: a receiver that hangs costs alerts and nothing else.
 */
public final class WebhookAlerts implements Journal.Subscriber, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookAlerts.class);

    private static final Set<Entry.Kind> WORTH_AN_ALERT = EnumSet.of(
            Entry.Kind.LEVEL_CHANGED,
            Entry.Kind.MEASURE_DONE,
            Entry.Kind.MEASURE_FAILED,
            Entry.Kind.MEASURE_UNSETTLED,
            Entry.Kind.MEASURE_DRY_RUN,
            Entry.Kind.RESTORED,
            Entry.Kind.SOURCE_LOST,
            Entry.Kind.SOURCE_BACK,
            Entry.Kind.SHORTFALL);
    private static final int WAITING = 256;
    private static final int TRIES = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Webhook> webhooks;
    private final ThreadPoolExecutor sender;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread worker;
    private final AtomicLong dropped = new AtomicLong();

    /** @param threads makes the one thread, which becomes a daemon */
    public WebhookAlerts(AlertsConfig config, HttpStack http, ThreadFactory threads) {
        webhooks = config.webhooks().isEmpty() ? List.of() : webhooks(config, http);
        sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
            Thread thread = threads.newThread(work);
            thread.setDaemon(true);
            worker = thread;
            return thread;
        });
    }

    @Override
    public void added(Entry entry) {
        if (webhooks.isEmpty() || !WORTH_AN_ALERT.contains(entry.kind())) {
            return;
        }
        try {
            sender.execute(() -> sendSafely(entry));
        } catch (RejectedExecutionException e) {
            // Told once, for as long as the queue stays full.
            if (closing.getCount() > 0 && dropped.getAndIncrement() == 0) {
                LOG.warn("webhooks: {} alerts wait already, newer ones are dropped", WAITING);
            }
        }
    }

    /** Ends at once; alerts that still wait are not sent. */
    @Override
    public void close() {
        closing.countDown();
        sender.shutdownNow();
        webhooks.forEach(Webhook::cancel);
        Thread last = worker;
        if (last != null) {
            try {
                last.join(DEADLINE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<Webhook> webhooks(AlertsConfig config, HttpStack http) {
        return config.webhooks().stream()
                .map(address -> new Webhook(address, client(address, http)))
                .toList();
    }

    private static OkHttpClient client(URI address, HttpStack http) {
        OkHttpClient shared = "https".equalsIgnoreCase(address.getScheme()) ? http.secureClient() : http.client();
        return shared.newBuilder()
                .callTimeout(DEADLINE)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
    }

    // Here the thread begins: an exception would end on the host's standard error.
    private void sendSafely(Entry entry) {
        try {
            send(entry);
        } catch (RuntimeException e) {
            LOG.error("webhooks: alert {} was not sent", entry.sequence(), e);
        }
    }

    private void send(Entry entry) {
        if (sender.getQueue().isEmpty()) {
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                LOG.info("webhooks: keep up again; {} alerts were dropped", lost);
            }
        }
        byte[] json = json(entry);
        for (Webhook webhook : webhooks) {
            Delivery delivery = webhook.tryOnce(json);
            for (int tries = 1; delivery == Delivery.NOT_REACHED && tries < TRIES && !isClosingAfterPause(); tries++) {
                delivery = webhook.tryOnce(json);
            }
            if (closing.getCount() > 0) {
                webhook.tell(delivery);
            }
        }
    }

    private boolean isClosingAfterPause() {
        try {
            return closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static byte[] json(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("source", "spillway");
            json.writeStringField("text", text(entry));
            EntryJson.writeFields(entry, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written to", e);
        }
        return bytes.toByteArray();
    }

    private static String text(Entry entry) {
        return "Spillway " + entry.level() + ": "
                + String.join(" ", List.of(entry.action(), entry.subject(), entry.detail()))
                        .trim();
    }
}
