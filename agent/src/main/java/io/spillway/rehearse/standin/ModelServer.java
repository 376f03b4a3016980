package io.spillway.rehearse.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the part of Ollama's API that a guard and a demonstration need, without any model: what it "loads" is memory in a process of
 * its own for each model, and what it "answers" is a word every quarter of a second.
 *
 * <p>Arguments: the launcher for runners, the seconds that it lives at most, then {@code NAME=PARAMETERS=BYTES} for each model. It
 * listens on a free port of the loopback address, and prints {@code listening PORT}.
 */
public final class ModelServer {
    /** The name of the link, and the class: together the command line by which a server is recognised. */
    public static final String FRONT = "ollama";

    public static final String SERVE = "serve";

    private static final Pattern MODEL = Pattern.compile("\"(?:model|name)\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern UNLOAD = Pattern.compile("\"keep_alive\"\\s*:\\s*\"?0(?![.\\d])");
    private static final Pattern PROMPT = Pattern.compile("\"prompt\"\\s*:\\s*\"[^\"]");
    private static final Pattern WORDS = Pattern.compile("\"num_predict\"\\s*:\\s*(\\d+)");
    private static final int DEFAULT_WORDS = 8;
    private static final long WORD_MILLIS = 250;

    /** After it was asked to unload, an answer comes to its end within so many words. */
    private static final int LAST_WORDS = 4;

    private final Path launcher;
    private final long lifeSeconds;
    private final Map<String, StoredModel> stored = new LinkedHashMap<>();
    private final Map<String, Runner> loaded = new ConcurrentHashMap<>();
    private final Object loading = new Object();

    private ModelServer(Path launcher, long lifeSeconds, List<StoredModel> models) {
        this.launcher = launcher;
        this.lifeSeconds = lifeSeconds;
        models.forEach(model -> stored.put(model.name(), model));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Lifeline lifeline = Lifeline.grasp();
        List<StoredModel> models = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            models.add(StoredModel.parse(args[i]));
        }
        long lifeSeconds = Long.parseLong(args[1]);
        ModelServer server = new ModelServer(Path.of(args[0]), lifeSeconds, models);
        System.out.println("listening " + server.listen());
        System.out.flush();
        lifeline.next(TimeUnit.SECONDS.toNanos(lifeSeconds));
        System.exit(0);
    }

    private int listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/version", exchange -> answer(exchange, 200, "{\"version\":\"0.0.0-stand-in\"}"));
        server.createContext("/api/tags", exchange -> answer(exchange, 200, tags()));
        server.createContext("/api/ps", exchange -> answer(exchange, 200, ps()));
        server.createContext("/api/show", this::show);
        server.createContext("/api/generate", this::generate);
        server.start();
        return server.getAddress().getPort();
    }

    private String tags() {
        return stored.values().stream()
                .map(model -> "{" + model.json() + "}")
                .collect(Collectors.joining(",", "{\"models\":[", "]}"));
    }

    private String ps() {
        return loaded.values().stream()
                .map(runner -> "{%s,\"size_vram\":0,\"expires_at\":\"%s\"}"
                        .formatted(runner.model().json(), runner.expiresAt()))
                .collect(Collectors.joining(",", "{\"models\":[", "]}"));
    }

    private void show(HttpExchange exchange) throws IOException {
        StoredModel model = named(body(exchange));
        if (model == null) {
            answer(exchange, 404, "{\"error\":\"model not found\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"modelfile\":\"# a stand-in\\nFROM %s\\n\",\"details\":%s,\"model_info\":{\"general.parameter_count\":%d}}"
                        .formatted(model.blob(), model.details(), model.parameters()));
    }

    private void generate(HttpExchange exchange) throws IOException {
        String request = body(exchange);
        StoredModel model = named(request);
        if (model == null) {
            answer(exchange, 404, "{\"error\":\"model not found\"}");
            return;
        }
        try {
            if (UNLOAD.matcher(request).find()) {
                unload(model);
                answer(exchange, 200, said(model, "", "unload"));
            } else if (PROMPT.matcher(request).find()) {
                talk(exchange, model, words(request));
            } else {
                load(model);
                answer(exchange, 200, said(model, "", "load"));
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            answer(exchange, 500, "{\"error\":\"the server ends\"}");
        }
    }

    private Runner load(StoredModel model) throws IOException, InterruptedException {
        synchronized (loading) {
            Runner present = loaded.get(model.name());
            if (present != null && !present.isUnloadAsked()) {
                return present;
            }
            Runner runner = Runner.start(model, launcher, lifeSeconds);
            loaded.put(model.name(), runner);
            return runner;
        }
    }

    /** What works finishes its requests first, and is unloaded then. */
    private void unload(StoredModel model) throws InterruptedException {
        Runner runner = loaded.get(model.name());
        if (runner != null && runner.askUnload()) {
            remove(runner);
        }
    }

    private void remove(Runner runner) throws InterruptedException {
        runner.stop();
        loaded.remove(runner.model().name(), runner);
    }

    private void talk(HttpExchange exchange, StoredModel model, int words) throws IOException, InterruptedException {
        Runner runner = load(model);
        runner.begin();
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            int last = words;
            for (int word = 0; word < last; word++) {
                out.write((said(model, "word ", "") + "\n").getBytes(UTF_8));
                out.flush();
                Thread.sleep(WORD_MILLIS);
                if (runner.isUnloadAsked()) {
                    last = Math.min(last, word + LAST_WORDS);
                }
            }
            out.write((said(model, "", "stop") + "\n").getBytes(UTF_8));
        } finally {
            if (runner.finish()) {
                remove(runner);
            }
        }
    }

    private static int words(String request) {
        Matcher matcher = WORDS.matcher(request);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_WORDS;
    }

    private static String said(StoredModel model, String word, String doneBecause) {
        return "{\"model\":\"%s\",\"created_at\":\"%s\",\"response\":\"%s\",\"done\":%s%s}"
                .formatted(
                        model.name(),
                        Instant.now(),
                        word,
                        !doneBecause.isEmpty(),
                        doneBecause.isEmpty() ? "" : ",\"done_reason\":\"" + doneBecause + "\"");
    }

    private @Nullable StoredModel named(String request) {
        Matcher matcher = MODEL.matcher(request);
        if (!matcher.find()) {
            return null;
        }
        String name = matcher.group(1);
        return stored.get(name.contains(":") ? name : name + ":latest");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(1 << 16), UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
