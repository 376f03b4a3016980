package io.spillway.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** One call to one server; apart from {@link Endpoint}, so that an absent server loads nothing of OkHttp. */
final class OkHttpCall {
    /** Far above any honest answer; a server that goes on and on must not fill the heap. */
    private static final long ANSWER_LIMIT_BYTES = 4L << 20;

    private final URI base;
    private final OkHttpClient client;

    OkHttpCall(HttpStack stack, URI base) {
        this.base = base;
        this.client = "https".equals(base.getScheme()) ? stack.secureClient() : stack.client();
    }

    Answer get(String path) throws NoAnswerException {
        return answer(client, request(path).build());
    }

    Answer post(String path, byte[] json, Duration limit) throws NoAnswerException {
        OkHttpClient patient =
                client.newBuilder().readTimeout(limit).callTimeout(limit).build();
        RequestBody body = RequestBody.create(json, MediaType.get("application/json"));
        return answer(patient, request(path).post(body).build());
    }

    private Request.Builder request(String path) {
        String text = base.toString();
        return new Request.Builder().url((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    private Answer answer(OkHttpClient calling, Request request) throws NoAnswerException {
        try (Response response = calling.newCall(request).execute()) {
            BufferedSource source = response.body().source();
            if (source.request(ANSWER_LIMIT_BYTES + 1)) {
                throw brokeOff("answers without end", new IOException("more than " + ANSWER_LIMIT_BYTES + " bytes"));
            }
            return new Answer(response.code(), source.readByteArray());
        } catch (NoAnswerException e) {
            throw e;
        } catch (ConnectException | NoRouteToHostException | UnknownHostException e) {
            throw Endpoint.notReached(base, e);
        } catch (SocketTimeoutException e) {
            throw Endpoint.silent(base, calling.readTimeoutMillis(), e);
        } catch (InterruptedIOException e) {
            throw Endpoint.silent(base, calling.callTimeoutMillis(), e);
        } catch (IOException e) {
            throw brokeOff("broke off: " + e.getMessage(), e);
        }
    }

    private NoAnswerException brokeOff(String how, IOException cause) {
        return new NoAnswerException(NoAnswerException.Kind.BROKE_OFF, base + " " + how, cause);
    }
}
