package io.spillway.testing.ollama;

import static java.util.Map.entry;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Ollama of the test's own: on a free loopback port, with its models under a temporary folder, unloading nothing by
 * itself.
 *
 * <pre>{@code
 * try (OllamaServer ollama = OllamaServer.start()) {
 *     ollama.create("small", RandomModel.tiny(1));
 *     ollama.load("small");
 *     assertThat(ollama.loaded()).containsExactly("small:latest");
 * }
 * }</pre>
 */
public final class OllamaServer implements ModelServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

    private final Path folder;
    private final Path binary;
    private final int port;
    private final List<String> prefix;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread lastResort = new Thread(this::end, "ollama-of-a-test-ends");
    private @Nullable Process process;

    private OllamaServer(Builder builder) throws IOException {
        folder = Files.createTempDirectory("ollama");
        port = freePort();
        prefix = builder.user == null
                ? List.of()
                : List.of("setpriv", "--reuid", builder.user, "--regid", groupOf(builder.user), "--clear-groups", "--");
        environment = Map.ofEntries(
                entry("HOME", folder.toString()),
                entry("PATH", System.getenv("PATH")),
                entry("OLLAMA_HOST", "127.0.0.1:" + port),
                entry("OLLAMA_MODELS", folder.resolve("models").toString()),
                entry("OLLAMA_MAX_LOADED_MODELS", "8"),
                entry("OLLAMA_NUM_PARALLEL", "1"),
                entry("OLLAMA_KEEP_ALIVE", builder.keepAlive),
                // What a GPU holds is no memory of the host.
                entry("CUDA_VISIBLE_DEVICES", "-1"),
                entry("ROCR_VISIBLE_DEVICES", "-1"));
        Path installed = installed(builder.version);
        // One that was installed needs its libraries beside it; the cache folder of root cannot be entered by another
        // user.
        binary = builder.user != null && installed.startsWith(ModelFiles.cacheFolder())
                ? linkedInto(folder, installed)
                : installed;
        if (builder.user != null) {
            run(List.of("chown", builder.user + ":", folder.toString()), Map.of());
        }
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** A server that keeps what it has loaded until it is asked to unload it. */
    public static OllamaServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How the server is to run. */
    public static final class Builder {
        private String keepAlive = "1h";
        private @Nullable String user;
        private @Nullable String version;

        /** A Go duration such as {@code 30s}; the server's own keep-alive for models that are loaded without one. */
        public Builder keepAlive(String goDuration) {
            keepAlive = goDuration;
            return this;
        }

        /** Runs the server, hence its runners too, as this user. Only root can. */
        public Builder user(String name) {
            user = name;
            return this;
        }

        /** Another release than the one that {@code scripts/parts/ollama} takes by itself. */
        public Builder version(String number) {
            version = number;
            return this;
        }

        public OllamaServer start() {
            try {
                OllamaServer server = new OllamaServer(this);
                try {
                    server.startAgain();
                } catch (RuntimeException failed) {
                    server.close();
                    throw failed;
                }
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Path proc() {
        return Path.of("/proc");
    }

    /** The front process, {@code ollama serve}. */
    @Override
    public long pid() {
        return running().pid();
    }

    @Override
    public List<Long> runnerPids() {
        return running().children().map(ProcessHandle::pid).toList();
    }

    /** Makes a model of random weights; {@code name} without a tag gets {@code :latest}. */
    @Override
    public void create(String name, RandomModel model) {
        try {
            Path modelfile = Files.createTempFile(folder, "Modelfile", "");
            Files.writeString(modelfile, "FROM " + ModelFiles.of(model) + "\n");
            run(List.of(binary.toString(), "create", name, "-f", modelfile.toString()), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the model and returns when it is there. */
    @Override
    public void load(String name) {
        require(200, post("/api/generate", "{\"model\":\"" + name + "\",\"stream\":false}"));
    }

    @Override
    public void loadForEver(String name) {
        require(200, post("/api/generate", "{\"model\":\"" + name + "\",\"stream\":false,\"keep_alive\":-1}"));
    }

    /** One short request, answered. */
    @Override
    public void generate(String name) {
        require(200, post("/api/generate", generation(name, 4)));
    }

    /** {@inheritDoc} Only a model that takes seconds for it: {@link RandomModel#of135M} makes about ten tokens a second. */
    @Override
    public Request work(String name) {
        CompletableFuture<HttpResponse<Stream<String>>> answer = http.sendAsync(
                request(
                        "/api/generate",
                        // Greedy: by chance a model of random weights says its end word after a few tokens.
                        ("{\"model\":\"%s\",\"prompt\":\"abc\",\"options\":{\"num_predict\":2000,\"num_ctx\":2048,"
                                        + "\"temperature\":0,\"repeat_penalty\":1,\"seed\":1}}")
                                .formatted(name)),
                HttpResponse.BodyHandlers.ofLines());
        // The headers come with the first token.
        Stream<String> tokens = answer.join().body();
        return tokens::close;
    }

    @Override
    public void killRunners() {
        List<ProcessHandle> runners = running().children().toList();
        runners.forEach(ProcessHandle::destroyForcibly);
        await(() -> runners.stream().noneMatch(ProcessHandle::isAlive), "the runners to end");
    }

    /** Deletes the model from the disk; what is loaded stays loaded. */
    @Override
    public void delete(String name) {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/delete"))
                .timeout(PATIENCE)
                .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"model\":\"" + name + "\"}"))
                .build();
        require(200, send(request));
    }

    /** Names of the loaded models. */
    @Override
    public List<String> loaded() {
        Matcher matcher = NAME.matcher(get("/api/ps").body());
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The raw answer. */
    public HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(url().resolve(path)).timeout(PATIENCE).build());
    }

    /** The raw answer. */
    public HttpResponse<String> post(String path, String json) {
        return send(request(path, json));
    }

    /** Ends the server and its runners; models and port stay, so that it can be started again. */
    @Override
    public void end() {
        Process ending = process;
        process = null;
        if (ending == null) {
            return;
        }
        List<ProcessHandle> runners = ending.descendants().toList();
        ending.destroy();
        try {
            if (!ending.waitFor(10, SECONDS)) {
                ending.destroyForcibly().waitFor(10, SECONDS);
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        runners.forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts the server after {@link #end()}. */
    public void startAgain() {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(binary.toString(), "serve"));
        ProcessBuilder starting = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        starting.environment().clear();
        starting.environment().putAll(environment);
        try {
            Process started = starting.start();
            process = started;
            await(() -> !started.isAlive() || answers(), "the server to answer");
            if (!started.isAlive()) {
                throw new IllegalStateException("ollama serve ended:\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server has written. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException exiting) {
            // The JVM is on its way out; the hook does the same.
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(url().resolve("/api/version"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the server was ended");
        }
        return running;
    }

    private static String generation(String name, int tokens) {
        return "{\"model\":\"%s\",\"prompt\":\"abc\",\"stream\":false,\"options\":{\"num_predict\":%d,\"num_ctx\":2048}}"
                .formatted(name, tokens);
    }

    private HttpRequest request(String path, String json) {
        return HttpRequest.newBuilder(url().resolve(path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void require(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body() + "\n" + log());
        }
    }

    private static Path installed(@Nullable String version) throws IOException {
        Path script = projectFolder().resolve("scripts/parts/ollama");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        if (version != null) {
            command.addAll(List.of("--version", version));
        }
        return Path.of(run(command, System.getenv()).strip());
    }

    private static Path linkedInto(Path folder, Path installed) throws IOException {
        Path binary = folder.resolve("ollama");
        try {
            Files.createLink(binary, installed);
        } catch (IOException otherFileSystem) {
            Files.copy(installed, binary, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return binary;
    }

    private static String groupOf(String user) throws IOException {
        return run(List.of("id", "-g", user), Map.of()).strip();
    }

    private static Path projectFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("scripts/parts/ollama"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("scripts/parts/ollama is in no folder above "
                        + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** Standard output of a command that must succeed. */
    private static String run(List<String> command, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile("errors", "");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            if (!environment.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(environment);
            }
            Process process = builder.start();
            try (InputStream in = process.getInputStream()) {
                String output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            command + " ended with " + process.exitValue() + ":\n" + Files.readString(errors));
                }
                return output;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(errors);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        Until.holds(condition, PATIENCE, what);
    }
}
