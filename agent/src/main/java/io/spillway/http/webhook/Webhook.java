package io.spillway.http.webhook;

import java.io.IOException;
import java.net.URI;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver of alerts. That it fails is told when it begins, and that it works again when that ends. Used by one thread, but for
 * {@link #cancel}.
 */
final class Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final HttpUrl address;
    private final OkHttpClient client;
    private volatile @Nullable Call underWay;
    private boolean failing;
    private String lastFailure = "";

    /** @throws IllegalArgumentException when the address is not one of http or https */
    Webhook(URI address, OkHttpClient client) {
        this.address = HttpUrl.get(address.toString());
        this.client = client;
    }

    /** What became of one try. */
    enum Delivery {
        DELIVERED,
        /** Worth another try. */
        NOT_REACHED,
        /** The receiver will not have it: not to be repeated. */
        REFUSED
    }

    Delivery tryOnce(byte[] json) {
        Request request = new Request.Builder()
                .url(address)
                .post(RequestBody.create(json, JSON))
                .build();
        Call call = client.newCall(request);
        underWay = call;
        try (Response response = call.execute()) {
            if (response.isSuccessful()) {
                return Delivery.DELIVERED;
            }
            lastFailure = "it answered " + response.code();
            return response.code() < 500 ? Delivery.REFUSED : Delivery.NOT_REACHED;
        } catch (IOException e) {
            lastFailure = e.toString();
            return Delivery.NOT_REACHED;
        }
    }

    /** Cuts off the try that is under way; from any thread. */
    void cancel() {
        Call call = underWay;
        if (call != null) {
            call.cancel();
        }
    }

    void tell(Delivery last) {
        if (last == Delivery.DELIVERED) {
            if (failing) {
                LOG.info("webhook={} works again", name());
            }
            failing = false;
        } else {
            if (!failing) {
                LOG.warn(
                        "webhook={} gets no alerts: {}; check alerts.webhooks. Not told again until it works",
                        name(),
                        lastFailure);
            }
            failing = true;
        }
    }

    /** Without path and query, which hold secrets. */
    private String name() {
        return address.scheme() + "://" + address.host();
    }
}
