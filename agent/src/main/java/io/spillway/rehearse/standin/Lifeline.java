package io.spillway.rehearse.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ties this process to the one that started it: when standard input ends, which it does however the other one died, this process
 * ends too. Lines that come are commands.
 */
final class Lifeline {
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

    private Lifeline() {}

    /** Takes hold of standard input. */
    static Lifeline grasp() {
        Lifeline lifeline = new Lifeline();
        Thread thread = new Thread(lifeline::listen, "lifeline");
        thread.setDaemon(true);
        thread.start();
        offerToTheKernel();
        return lifeline;
    }

    /** The next command; null where none comes in that time. */
    @Nullable
    String next(long limitNanos) throws InterruptedException {
        return commands.poll(limitNanos, TimeUnit.NANOSECONDS);
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                commands.add(line);
                line = in.readLine();
            }
        } catch (IOException broken) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Should memory run out after all, the kernel is to end a stand-in and nobody else. */
    private static void offerToTheKernel() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException notPermitted) {
            // Then it is as likely as any other.
        }
    }
}
