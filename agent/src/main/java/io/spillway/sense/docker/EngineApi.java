package io.spillway.sense.docker;

import io.spillway.sense.ContainerId;
import io.spillway.transport.HttpStack;
import io.spillway.transport.unix.UnixHttp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The two questions that are put to the engine. Both only read. The HTTP stack is loaded by the first. */
final class EngineApi implements AutoCloseable {
    private static final int OK = 200;
    private static final long LONGEST_ERROR_BYTES = 4096;

    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(3);

    private final HttpStack stack;
    private final Path socket;
    private final EngineJson json = new EngineJson();
    private volatile @Nullable OkHttpClient client;

    EngineApi(HttpStack stack, Path socket) {
        this.stack = stack;
        this.socket = socket;
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
        var used = client;
        if (used != null) {
            used.dispatcher().cancelAll();
        }
    }

    /** Used by one thread. */
    private OkHttpClient client() {
        var used = client;
        if (used == null) {
            used = UnixHttp.client(stack.client(), socket, READ, CALL);
            client = used;
        }
        return used;
    }

    private <T> T ask(HttpUrl url, Reader<T> reader) throws IOException {
        try (var response =
                client().newCall(new Request.Builder().url(url).build()).execute()) {
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
