package io.spillway.sense.docker;

import io.spillway.sense.ContainerId;
import io.spillway.transport.unix.UnixHttp;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** The two questions that are put to the engine. Both only read. */
final class EngineApi implements AutoCloseable {
    private static final int OK = 200;
    private static final long LONGEST_ERROR_BYTES = 4096;

    private final OkHttpClient client;
    private final EngineJson json = new EngineJson();

    EngineApi(OkHttpClient client) {
        this.client = client;
    }

    List<ListedContainer> list() throws IOException {
        return ask(
                UnixHttp.ADDRESS
                        .newBuilder()
                        .addPathSegments("containers/json")
                        .addQueryParameter("all", "1")
                        .build(),
                json::list);
    }

    InspectedContainer inspect(ContainerId id) throws IOException {
        return ask(
                UnixHttp.ADDRESS
                        .newBuilder()
                        .addPathSegment("containers")
                        .addPathSegment(id.value())
                        .addPathSegment("json")
                        .build(),
                json::inspected);
    }

    /** Ends what is being asked right now. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
    }

    private <T> T ask(HttpUrl url, Reader<T> reader) throws IOException {
        try (var response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (response.code() != OK) {
                String words = response.peekBody(LONGEST_ERROR_BYTES).string();
                throw new EngineStatusException(response.code(), EngineWords.of(words));
            }
            return reader.read(response.body().byteStream());
        }
    }

    private interface Reader<T> {
        T read(InputStream answer) throws IOException;
    }
}
