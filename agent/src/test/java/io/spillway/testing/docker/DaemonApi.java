package io.spillway.testing.docker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.spillway.sense.ContainerId;
import io.spillway.transport.HttpStack;
import io.spillway.transport.unix.UnixHttp;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** What tests ask of their own engine, by plain requests: none of the code under test but the transport stands in between. */
final class DaemonApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String IMAGE = "spillway-test";

    private final HttpStack stack = new HttpStack();
    private final OkHttpClient client;

    DaemonApi(Path socket) {
        this.client = UnixHttp.client(stack.client(), socket, PATIENCE, PATIENCE);
    }

    boolean answers() {
        try {
            return get("/_ping").equals("OK");
        } catch (IOException e) {
            return false;
        }
    }

    void importImage(Path tar) throws IOException {
        post("/images/create?fromSrc=-&repo=" + IMAGE, RequestBody.create(tar.toFile(), null));
    }

    ContainerId create(String name, Map<String, String> labels, int memoryLimitMib, List<String> command)
            throws IOException {
        String body = creation(labels, memoryLimitMib, command);
        String answer = post(
                "/containers/create?name=" + name, RequestBody.create(body, okhttp3.MediaType.get("application/json")));
        return new ContainerId(value(answer, "Id"));
    }

    void start(ContainerId id) throws IOException {
        post("/containers/" + id.value() + "/start", RequestBody.EMPTY);
    }

    void pause(ContainerId id) throws IOException {
        post("/containers/" + id.value() + "/pause", RequestBody.EMPTY);
    }

    /** Returns when it has exited. */
    void waitFor(ContainerId id) throws IOException {
        post("/containers/" + id.value() + "/wait", RequestBody.EMPTY);
    }

    void remove(ContainerId id) throws IOException {
        send(new Request.Builder()
                .url(url("/containers/" + id.value() + "?force=1&v=1"))
                .delete());
    }

    long initPid(ContainerId id) throws IOException {
        return Long.parseLong(value(get("/containers/" + id.value() + "/json"), "Pid"));
    }

    int exitCode(ContainerId id) throws IOException {
        return Integer.parseInt(value(get("/containers/" + id.value() + "/json"), "ExitCode"));
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        stack.close();
    }

    private static String creation(Map<String, String> labels, int memoryLimitMib, List<String> command)
            throws IOException {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("Image", IMAGE);
            json.writeArrayFieldStart("Cmd");
            for (String word : command) {
                json.writeString(word);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("Labels");
            for (var label : labels.entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("HostConfig");
            json.writeStringField("NetworkMode", "none");
            json.writeNumberField("Memory", (long) memoryLimitMib << 20);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Of the first field with that name, at whatever depth. */
    private static String value(String text, String name) throws IOException {
        try (var json = new JsonFactory().createParser(text)) {
            for (@Nullable JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
                    json.nextToken();
                    return json.getText();
                }
            }
        }
        throw new IOException("no " + name + " in " + text);
    }

    private String get(String path) throws IOException {
        return send(new Request.Builder().url(url(path)));
    }

    private String post(String path, RequestBody body) throws IOException {
        return send(new Request.Builder().url(url(path)).post(body));
    }

    private static okhttp3.HttpUrl url(String path) {
        return requireNonNull(UnixHttp.ADDRESS.resolve(path), path);
    }

    private String send(Request.Builder request) throws IOException {
        try (var response = client.newCall(request.build()).execute()) {
            String answer = response.body().string();
            if (!response.isSuccessful()) {
                throw new IOException("the tests' engine answered " + response.code() + ": " + answer);
            }
            return answer;
        }
    }
}
