package io.spillway.rehearse.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A loaded model: the process that holds it, and when it was used. */
final class Runner {
    private static final double FILL_BYTES_PER_SECOND = 2e9;
    private static final Duration KEEP_ALIVE = Duration.ofHours(1);
    private static final long LONGEST_LOAD_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long ENDS_WITHIN_SECONDS = 3;

    private final StoredModel model;
    private final Process process;
    private Instant expiresAt = Instant.now().plus(KEEP_ALIVE);
    private int working;
    private boolean unloadAsked;

    private Runner(StoredModel model, Process process) {
        this.model = model;
        this.process = process;
    }

    /** Starts it and returns when it holds the model. */
    static Runner start(StoredModel model, Path launcher, long lifeSeconds) throws IOException, InterruptedException {
        long limitBytes = model.bytes() + (64L << 20);
        Process process = new ProcessBuilder(List.of(
                        launcher.toString(),
                        Holder.class.getName(),
                        Long.toString(limitBytes),
                        Long.toString(lifeSeconds),
                        "runner",
                        "--model",
                        model.blob()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String command = String.format(Locale.ROOT, "hold %d %.0f%n", model.bytes(), FILL_BYTES_PER_SECOND);
        process.getOutputStream().write(command.getBytes(UTF_8));
        process.getOutputStream().flush();
        Runner runner = new Runner(model, process);
        runner.awaitFilled();
        return runner;
    }

    private void awaitFilled() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_LOAD_NANOS;
        while (heldBytes() < model.bytes() * 0.9) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.destroyForcibly();
                throw new IOException("the runner of " + model.name() + " did not get its memory");
            }
            Thread.sleep(20);
        }
    }

    private long heldBytes() {
        try {
            return HeldMemory.residentBytes(Long.toString(process.pid()));
        } catch (UncheckedIOException gone) {
            return 0;
        }
    }

    StoredModel model() {
        return model;
    }

    /** A request begins. As with the real server, {@code expires_at} has passed while it runs. */
    synchronized void begin() {
        working++;
        expiresAt = Instant.now();
    }

    /** A request has ended; answers whether the model is to be unloaded now. */
    synchronized boolean finish() {
        working--;
        expiresAt = Instant.now().plus(KEEP_ALIVE);
        return unloadAsked && working == 0;
    }

    /** Answers whether it can be unloaded now; else that is done when its requests have ended. */
    synchronized boolean askUnload() {
        unloadAsked = true;
        return working == 0;
    }

    synchronized boolean isUnloadAsked() {
        return unloadAsked;
    }

    synchronized Instant expiresAt() {
        return expiresAt;
    }

    /** Ends the process and returns when it has. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
