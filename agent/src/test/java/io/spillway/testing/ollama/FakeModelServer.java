package io.spillway.testing.ollama;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Ollama's API without a model: quick, obedient, and able to fail as no real one does on demand. Its processes are files
 * of a {@code /proc} of its own. That it behaves like the real one is shown by the contract that both are held to.
 */
public final class FakeModelServer implements ModelServer {
    private static final Duration KEEP_ALIVE = Duration.ofHours(1);
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final long FRONT = 100;
    private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");
    private static final Pattern UNLOAD = Pattern.compile("\"keep_alive\":0\\b");

    private MockWebServer server = new MockWebServer();
    private final FakeProc proc;
    private final Map<String, RandomModel> disk = new LinkedHashMap<>();
    private final Map<String, Loaded> loaded = new LinkedHashMap<>();
    private final Set<String> elsewhere = new HashSet<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable MockResponse instead;
    private @Nullable MockResponse insteadOfTags;
    private long lastPid = FRONT;

    private static final class Loaded {
        private final RandomModel model;
        private final long pid;
        private Instant expiresAt;
        private int working;
        private boolean unloadWhenDone;

        Loaded(RandomModel model, long pid, Instant expiresAt) {
            this.model = model;
            this.pid = pid;
            this.expiresAt = expiresAt;
        }
    }

    private FakeModelServer(Path proc) {
        this.proc = new FakeProc(proc);
        listen(0);
    }

    /** @param proc an empty folder that the test takes for {@code /proc} */
    public static FakeModelServer start(Path proc) {
        return new FakeModelServer(proc);
    }

    /** From now on every request is left without an answer. */
    public void hang() {
        instead = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    /** From now on every request gets this answer. */
    public void answerAlways(int status, String body) {
        instead = new MockResponse.Builder().code(status).body(body).build();
    }

    /** From now on it answers as it should. */
    public void recover() {
        instead = null;
        insteadOfTags = null;
    }

    /** From now on the list of tags alone is left without an answer. */
    public void hangTags() {
        insteadOfTags = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    /** From now on the list of tags alone is this answer. */
    public void answerTags(int status, String body) {
        insteadOfTags = new MockResponse.Builder().code(status).body(body).build();
    }

    /** From now on only the list of tags tells that the model runs elsewhere. */
    public synchronized void runElsewhere(String name) {
        elsewhere.add(tagged(name));
    }

    /** Paths that were asked for, in order. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Lets the runner of a loaded model use processor time: a hundredth of a second each. */
    public synchronized void useCpu(String name, long ticks) {
        proc.useCpu(found(name).pid, ticks);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public Path proc() {
        return proc.root();
    }

    @Override
    public long pid() {
        return FRONT;
    }

    @Override
    public synchronized List<Long> runnerPids() {
        return loaded.values().stream()
                .map(model -> model.pid)
                .filter(proc::isAlive)
                .toList();
    }

    @Override
    public synchronized void create(String name, RandomModel model) {
        disk.put(tagged(name), model);
    }

    @Override
    public synchronized void delete(String name) {
        disk.remove(tagged(name));
    }

    @Override
    public synchronized void load(String name) {
        load(name, KEEP_ALIVE);
    }

    @Override
    public synchronized void loadForEver(String name) {
        load(name, FOR_EVER);
    }

    @Override
    public synchronized void generate(String name) {
        load(name, KEEP_ALIVE);
    }

    @Override
    public synchronized Request work(String name) {
        load(name, KEEP_ALIVE);
        Loaded model = found(name);
        model.working++;
        return () -> {
            synchronized (this) {
                model.working--;
                model.expiresAt = Instant.now().plus(KEEP_ALIVE);
                if (model.unloadWhenDone && model.working == 0) {
                    remove(tagged(name));
                }
            }
        };
    }

    @Override
    public synchronized List<String> loaded() {
        return List.copyOf(loaded.keySet());
    }

    @Override
    public synchronized void killRunners() {
        loaded.values().forEach(model -> proc.end(model.pid));
    }

    @Override
    public synchronized void end() {
        server.close();
        List.copyOf(loaded.keySet()).forEach(this::remove);
        proc.end(FRONT);
    }

    /** Starts the server after {@link #end()}, at the same address. */
    public synchronized void startAgain() {
        int port = server.getPort();
        server = new MockWebServer();
        listen(port);
    }

    /** Unloads the model, as its own keep-alive would. */
    public synchronized void unload(String name) {
        remove(tagged(name));
    }

    @Override
    public void close() {
        end();
    }

    private void listen(int port) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proc.process(FRONT, 1, 12_000_000, "/usr/bin/ollama", "serve");
        proc.listen(FRONT, server.getPort());
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        requests.add(path);
        // A runner at work uses a whole core from one question to the next.
        loaded.values().stream().filter(model -> model.working > 0).forEach(model -> proc.useCpu(model.pid, 200));
        if (instead != null) {
            return instead;
        }
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        return switch (path) {
            case "/api/ps" -> json(200, "{\"models\":[" + String.join(",", listing()) + "]}");
            case "/api/tags" -> insteadOfTags == null ? tags() : insteadOfTags;
            case "/api/show" -> show(name(body));
            case "/api/generate" -> generate(name(body), UNLOAD.matcher(body).find());
            default -> json(404, "{\"error\":\"404 page not found\"}");
        };
    }

    private List<String> listing() {
        return loaded.entrySet().stream()
                .map(entry -> """
                        {"name":"%s","model":"%s","size":%d,"digest":"%064x","details":{"parent_model":"","format":"gguf",\
                        "family":"llama","families":["llama"],"quantization_level":"F16"},"expires_at":"%s","size_vram":0}""".formatted(
                                entry.getKey(),
                                entry.getKey(),
                                entry.getValue().model.parameters() * 3,
                                entry.getValue().model.hashCode(),
                                entry.getValue().expiresAt))
                .toList();
    }

    private MockResponse tags() {
        return json(
                200,
                disk.entrySet().stream()
                        .map(entry -> """
                        {"name":"%s","model":"%s",%s"size":%d,"digest":"%064x","details":{"format":"gguf",\
                        "parameter_size":"%s","quantization_level":"F16"}}""".formatted(
                                entry.getKey(),
                                entry.getKey(),
                                elsewhere.contains(entry.getKey()) ? "\"remote_host\":\"https://elsewhere\"," : "",
                                entry.getValue().parameters() * 2,
                                entry.getValue().hashCode(),
                                parameterSize(entry.getValue())))
                        .collect(Collectors.joining(",", "{\"models\":[", "]}")));
    }

    private static String parameterSize(RandomModel model) {
        return model.parameters() < 1_000_000
                ? String.format(Locale.ROOT, "%.0fK", model.parameters() / 1e3)
                : String.format(Locale.ROOT, "%.2fM", model.parameters() / 1e6);
    }

    private MockResponse show(String name) {
        RandomModel model = disk.get(name);
        if (model == null) {
            return notFound(name);
        }
        return json(200, """
                {"modelfile":"# Modelfile\\n# FROM %s\\n\\nFROM %s\\nTEMPLATE {{ .Prompt }}\\n",\
                "details":{"quantization_level":"F16"},"model_info":{"general.parameter_count":%d}}""".formatted(name, blob(model), model.parameters()));
    }

    private MockResponse generate(String name, boolean unload) {
        RandomModel model = disk.get(name);
        if (model == null) {
            return notFound(name);
        }
        if (!unload) {
            load(name, KEEP_ALIVE);
            return json(200, "{\"model\":\"%s\",\"done\":true,\"done_reason\":\"load\"}".formatted(name));
        }
        Loaded unloading = loaded.get(name);
        if (unloading != null) {
            unloading.expiresAt = Instant.now();
            unloading.unloadWhenDone = true;
            if (unloading.working == 0) {
                remove(name);
            }
        }
        return json(200, "{\"model\":\"%s\",\"done\":true,\"done_reason\":\"unload\"}".formatted(name));
    }

    private void load(String name, Duration keepAlive) {
        String tagged = tagged(name);
        RandomModel model = disk.get(tagged);
        if (model == null) {
            throw new IllegalArgumentException("no model " + tagged);
        }
        Loaded present = loaded.get(tagged);
        if (present == null) {
            long pid = ++lastPid;
            proc.process(
                    pid,
                    FRONT,
                    model.parameters() * 2 + 20_000_000,
                    "/usr/bin/ollama",
                    "runner",
                    "--model",
                    blob(model));
            loaded.put(tagged, new Loaded(model, pid, Instant.now().plus(keepAlive)));
        } else {
            present.expiresAt = Instant.now().plus(keepAlive);
        }
    }

    private void remove(String tagged) {
        Loaded gone = loaded.remove(tagged);
        if (gone != null) {
            proc.end(gone.pid);
        }
    }

    private Loaded found(String name) {
        Loaded model = loaded.get(tagged(name));
        if (model == null) {
            throw new IllegalArgumentException(name + " is not loaded");
        }
        return model;
    }

    private static String blob(RandomModel model) {
        return "/home/u/.ollama/models/blobs/sha256-%064x".formatted(model.hashCode());
    }

    private static String name(String body) {
        Matcher matcher = MODEL.matcher(body);
        return matcher.find() ? tagged(matcher.group(1)) : "";
    }

    private static String tagged(String name) {
        return name.contains(":") ? name : name + ":latest";
    }

    private static MockResponse notFound(String name) {
        return json(404, "{\"error\":\"model '" + name + "' not found\"}");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json; charset=utf-8")
                .body(body)
                .build();
    }
}
