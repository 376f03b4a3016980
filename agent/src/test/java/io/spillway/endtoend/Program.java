package io.spillway.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A child process with what it prints; it ends with the test. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedWriter in;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;
    private int answersTaken;

    private Program(Process process, Consumer<String> eachLine) {
        this.process = process;
        in = process.outputWriter(UTF_8);
        readers = List.of(
                reader(process.inputReader(UTF_8), line -> {
                    out.add(line);
                    eachLine.accept(line);
                }),
                reader(process.errorReader(UTF_8), err::add));
    }

    static Program start(List<String> command) throws IOException {
        return start(command, line -> {});
    }

    /** @param eachLine gets what it prints as it comes */
    static Program start(List<String> command, Consumer<String> eachLine) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Either would be told on stderr, or change the child; an engine of this machine is none of the tests'
        // business.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "OLLAMA_HOST"));
        builder.environment().put("DOCKER_HOST", "unix:///nonexistent/of-the-tests.sock");
        return new Program(builder.start(), eachLine);
    }

    static Program java(String... arguments) throws IOException {
        return start(javaCommand(List.of(arguments)));
    }

    static List<String> javaCommand(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> out() {
        return List.copyOf(out);
    }

    List<String> err() {
        return List.copyOf(err);
    }

    /** Says a line and returns the next that it prints. */
    String ask(String question) throws Exception {
        in.write(question);
        in.newLine();
        in.flush();
        return answer();
    }

    /** The next line that it prints. */
    String answer() throws Exception {
        Deadline.until("a line of " + this, () -> out.size() > answersTaken || !process.isAlive());
        joinReadersOfTheDead();
        if (out.size() <= answersTaken) {
            throw new AssertionError("it ended: " + this);
        }
        return out.get(answersTaken++);
    }

    void say(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    void terminate() {
        // Process.destroy would close the streams, and with them what it says at its end.
        process.toHandle().destroy();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
                throw new AssertionError("it has not ended: " + this);
            }
            joinReadersOfTheDead();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public String toString() {
        return "PID " + process.pid() + "\n  stdout: " + String.join("\n  stdout: ", out) + "\n  stderr: "
                + String.join("\n  stderr: ", err);
    }

    private void joinReadersOfTheDead() throws InterruptedException {
        if (!process.isAlive()) {
            for (Thread reader : readers) {
                reader.join(SECONDS.toMillis(PATIENCE_SECONDS));
            }
        }
    }

    private static Thread reader(BufferedReader from, Consumer<String> to) {
        Thread thread = new Thread(() -> {
            try (from) {
                from.lines().forEach(to);
            } catch (IOException | UncheckedIOException ended) {
                // The child was ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
