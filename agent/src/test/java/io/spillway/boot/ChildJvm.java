package io.spillway.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM, or another program, that a test started, with what it prints; it ends with the test. */
final class ChildJvm implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();
    private final List<Thread> readers;
    private final BufferedWriter in;

    private ChildJvm(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Either would be told on stderr, or change the child.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        process = builder.start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        readers = List.of(
                reader(process.getInputStream(), line -> out.add(line)),
                reader(process.getErrorStream(), line -> err.add(line)));
    }

    static ChildJvm program(String... command) throws IOException {
        return new ChildJvm(List.of(command));
    }

    static ChildJvm java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(arguments));
        return new ChildJvm(command);
    }

    String pid() {
        return Long.toString(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The next line that it prints. */
    String line() throws InterruptedException {
        String line = out.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(line)
                .as("a line within %s s; its stderr: %s", DEADLINE_SECONDS, err)
                .isNotNull();
        return line;
    }

    /** The next line that it prints on stderr. */
    String errorLine() throws InterruptedException {
        String line = err.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(line).as("a line on stderr within %s s", DEADLINE_SECONDS).isNotNull();
        return line;
    }

    /** Says a line to a ConsoleHost and returns what it answers. */
    String ask(String question) throws IOException, InterruptedException {
        in.write(question);
        in.newLine();
        in.flush();
        String line = line();
        assertThat(line).startsWith("host: ");
        return line.substring("host: ".length());
    }

    void say(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        for (Thread reader : readers) {
            reader.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        }
        return process.exitValue();
    }

    /** Everything printed that no {@link #line()} has taken. */
    List<String> stdout() throws InterruptedException {
        exitStatus();
        return List.copyOf(out);
    }

    /** Everything printed on stderr that no {@link #errorLine()} has taken. */
    List<String> stderr() throws InterruptedException {
        exitStatus();
        return List.copyOf(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Thread reader(InputStream from, Consumer<String> to) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, UTF_8))) {
                reader.lines().forEach(to);
            } catch (IOException | UncheckedIOException ended) {
                // The child was ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
