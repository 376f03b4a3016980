package io.spillway.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The product in a JVM of its own, as a user starts it, under a budget and with the processes of {@link TestUser} as its whole scope;
 * seen and steered from outside alone. Closing it shows that it ends cleanly.
 */
final class RunningSpillway implements AutoCloseable {
    static final String GUARD = "spillway:type=Guard";

    private static final Path AGENT = Path.of("").toAbsolutePath();
    static final Path JAR = AGENT.resolve("target/spillway-agent.jar");

    private static final Pattern ADDRESS = Pattern.compile("HTTP on (http://\\S+/) .*");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int ENDED_BY_TERM = 128 + 15;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Program program;
    private final long budgetBytes;
    private final URI address;

    private RunningSpillway(Builder builder) throws Exception {
        budgetBytes = builder.budgetBytes;
        List<String> arguments = new ArrayList<>(builder.jvmOptions);
        arguments.add("@" + AGENT.resolve("src/main/jvm/spillway.jvm"));
        arguments.addAll(List.of(
                "-jar", JAR.toString(), "run", "--config", builder.write().toString()));
        program = Program.start(Program.javaCommand(arguments));
        try {
            Deadline.until(
                    "it says where it listens", this::toString, () -> address().isPresent() || !program.isAlive());
            address = URI.create(address().orElseThrow(() -> new AssertionError("it ended: " + this)));
            await("it acts", () -> health().at("mode").text().equals(builder.mode));
        } catch (Exception | AssertionError failed) {
            program.close();
            throw failed;
        }
    }

    /** @param folder where the configuration and the state directory are put */
    static Builder in(Path folder) throws IOException {
        return new Builder(folder);
    }

    /** The configuration; unless told otherwise there is neither engine nor model server, and about half of the budget is used. */
    static final class Builder {
        private final Path folder;
        private final Map<String, String> sections = new LinkedHashMap<>();
        private final List<String> jvmOptions = new ArrayList<>();
        private long budgetBytes = Memory.roomyBudget();
        private Thresholds thresholds = Thresholds.CALM;
        private String mode = "acting";

        Builder(Path folder) throws IOException {
            this.folder = folder;
            section("models", "runtimes: []");
            section("processes", "min-rss: 64MB");
        }

        Builder budget(long bytes) {
            budgetBytes = bytes;
            return this;
        }

        Builder thresholds(Thresholds thresholds) {
            this.thresholds = thresholds;
            return this;
        }

        Builder section(String name, String keys) {
            sections.put(name, keys);
            return this;
        }

        Builder dryRun() {
            mode = "dry_run";
            return this;
        }

        Builder jvm(String... options) {
            jvmOptions.addAll(List.of(options));
            return this;
        }

        RunningSpillway start() throws Exception {
            return new RunningSpillway(this);
        }

        /** Writes the configuration. */
        Path write() throws IOException {
            Map<String, String> all = new LinkedHashMap<>(sections);
            all.computeIfPresent("processes", (name, keys) -> keys + ", scope: { users: [\"" + TestUser.UID + "\"] }");
            all.put("host", "source: budget, budget: " + budgetBytes + "B");
            all.put(
                    "levels",
                    "warning: %s, critical: %s, emergency: %s, kill-switch: %s, hysteresis: 0.5, hold-down: 1s"
                            .formatted(
                                    thresholds.warning(),
                                    thresholds.critical(),
                                    thresholds.emergency(),
                                    thresholds.killSwitch()));
            all.putIfAbsent("http", "port: 0");
            all.put("state", "directory: " + Json.string(folder.resolve("state").toString()));
            Path file = folder.resolve("spillway.yaml");
            Files.writeString(
                    file,
                    all.entrySet().stream()
                            .map(section -> section.getKey() + ": { " + section.getValue() + " }\n")
                            .collect(joining("", "", "dry-run: " + mode.equals("dry_run") + "\n")));
            return file;
        }
    }

    long pid() {
        return program.pid();
    }

    long budgetBytes() {
        return budgetBytes;
    }

    Json health() {
        return Json.parse(get("health").body());
    }

    int healthStatus() {
        return get("health").statusCode();
    }

    String level() {
        return health().at("level").text();
    }

    Json resources() {
        return Json.parse(get("resources").body());
    }

    List<JournalEntry> journal() {
        return Json.parse(get("journal?limit=1000").body()).at("entries").items().stream()
                .map(JournalEntry::of)
                .toList();
    }

    /** Of the measures that were done, in their order. */
    Stream<JournalEntry> done(String action) {
        return journal().stream()
                .filter(entry -> entry.kind().equals("MEASURE_DONE"))
                .filter(entry -> entry.action().equals(action));
    }

    /** Of every measure, whatever came of it, in the order in which they ended. */
    Stream<JournalEntry> measures() {
        return journal().stream().filter(entry -> entry.kind().startsWith("MEASURE_"));
    }

    Json read(String bean, String attribute) {
        return value("{\"type\":\"read\",\"mbean\":%s,\"attribute\":%s}"
                .formatted(Json.string(bean), Json.string(attribute)));
    }

    /** Every attribute of a bean. */
    Json read(String bean) {
        return value("{\"type\":\"read\",\"mbean\":%s}".formatted(Json.string(bean)));
    }

    List<String> beans() {
        return value("{\"type\":\"search\",\"mbean\":\"spillway:*\"}").items().stream()
                .map(Json::text)
                .sorted()
                .toList();
    }

    /** @param arguments as JSON */
    Json invoke(String bean, String operation, String... arguments) {
        return value(invocation(bean, operation, arguments));
    }

    /** Jolokia's whole answer to an invocation, also where it is a refusal. */
    Json answerTo(String bean, String operation, String... arguments) {
        return jolokia(invocation(bean, operation, arguments));
    }

    void change(Thresholds to) {
        invoke(
                "spillway:type=Thresholds",
                "change",
                Double.toString(to.warning()),
                Double.toString(to.critical()),
                Double.toString(to.emergency()),
                Double.toString(to.killSwitch()));
    }

    Json jolokia(String request) {
        return Json.parse(send(HttpRequest.newBuilder(address.resolve("jolokia"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(request)))
                .body());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    void await(String sentence, Callable<Boolean> condition) throws Exception {
        Deadline.until(sentence, this::toString, () -> {
            if (!program.isAlive()) {
                throw new AssertionError("it ended: " + this);
            }
            return condition.call();
        });
    }

    void awaitLevel(Predicate<String> level, String sentence) throws Exception {
        await(sentence, () -> level.test(level()));
    }

    void awaitLevel(String level) throws Exception {
        awaitLevel(level::equals, "the level is " + level);
    }

    /** Returns when everything was looked at that often again, and planned for. */
    void awaitInventories(int times) throws Exception {
        double before = read(GUARD, "SlowPasses").number();
        await("the inventory was taken again", () -> read(GUARD, "SlowPasses").number() >= before + times);
    }

    /** From now on it does nothing; what it had begun has ended when this returns. */
    void pause() throws Exception {
        invoke(GUARD, "pause");
        await("nothing is under way", () -> read(GUARD, "InProgress").items().isEmpty());
    }

    /** Ends it as a user does, and shows that nothing was left undone. */
    void stop() {
        program.terminate();
        assertThat(program.exitStatus()).as("%s", this).isEqualTo(ENDED_BY_TERM);
        assertThat(program.err())
                .as("no stack trace, and no part that failed to close")
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("close=failed"))
                .as("the whole log")
                .anyMatch(line -> line.contains("event=stopped"));
    }

    @Override
    public void close() {
        if (program.isAlive()) {
            try {
                stop();
            } finally {
                program.close();
            }
        }
    }

    @Override
    public String toString() {
        return program.toString();
    }

    private Json value(String request) {
        Json answer = jolokia(request);
        assertThat(answer.at("status").number()).as("%s to %s", answer, request).isEqualTo(200);
        return answer.at("value");
    }

    private static String invocation(String bean, String operation, String... arguments) {
        return "{\"type\":\"exec\",\"mbean\":%s,\"operation\":%s,\"arguments\":[%s]}"
                .formatted(Json.string(bean), Json.string(operation), String.join(",", arguments));
    }

    private Optional<String> address() {
        return program.out().stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new AssertionError("no answer; " + this, lost);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }
}
