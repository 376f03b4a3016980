package io.spillway.act.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import io.spillway.transport.unix.UnixHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Carries docker-java's requests over OkHttp. Attaching to a container's input is left out: Spillway never does. */
final class OkHttpTransport implements DockerHttpClient {
    /** OkHttp insists on a body for these; docker-java leaves it out. */
    private static final Set<String> BODY_REQUIRED = Set.of("POST", "PUT", "PATCH");

    private final OkHttpClient client;

    OkHttpTransport(OkHttpClient client) {
        this.client = client;
    }

    @Override
    public Response execute(Request request) {
        var url = UnixHttp.ADDRESS.resolve(request.path());
        if (url == null || request.hijackedInput() != null) {
            throw new IllegalArgumentException("cannot be sent: " + request.method() + " " + request.path());
        }
        var call = new okhttp3.Request.Builder().url(url).method(request.method(), body(request));
        request.headers().forEach(call::header);
        try {
            return new Answer(client.newCall(call.build()).execute());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only cancels what runs; the connections belong to no pool. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
    }

    private static @Nullable RequestBody body(Request request) {
        byte[] bytes = request.bodyBytes();
        if (bytes != null) {
            return RequestBody.create(bytes);
        }
        InputStream stream = request.body();
        if (stream != null) {
            return new Streamed(stream);
        }
        return BODY_REQUIRED.contains(request.method()) ? RequestBody.EMPTY : null;
    }

    /** Can be sent once. */
    private static final class Streamed extends RequestBody {
        private final InputStream stream;

        Streamed(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public okhttp3.@Nullable MediaType contentType() {
            return null;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (var source = Okio.source(stream)) {
                sink.writeAll(source);
            }
        }
    }

    private record Answer(okhttp3.Response response) implements Response {
        @Override
        public int getStatusCode() {
            return response.code();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return response.headers().toMultimap();
        }

        @Override
        public InputStream getBody() {
            return response.body().byteStream();
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
