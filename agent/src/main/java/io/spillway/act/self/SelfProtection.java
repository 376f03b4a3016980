package io.spillway.act.self;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Protects a JVM of Spillway's own, at its start: quick waking and real-time scheduling for the guard's thread, and the last place in
 * the kernel's own choice of victims. Each is tried, and each says how it went. The only forks are here.
 */
public final class SelfProtection {
    private static final String SCHEDULING = "real-time scheduling of the guard";
    private static final String COLLECTING = "real-time scheduling of the garbage collection";

    /** The JVM's own thread that stops all others and, with the serial collector, collects: the guard waits for it. */
    private static final String VM_THREAD = "VM Thread";

    private static final int CHRT_SECONDS = 5;

    private final Path proc;
    private final String chrt;

    /** @param proc where procfs is mounted: {@code /proc} */
    public SelfProtection(Path proc) {
        this(proc, "chrt");
    }

    SelfProtection(Path proc, String chrt) {
        this.proc = proc;
        this.chrt = chrt;
    }

    /**
     * Tries everything, once. Best called on the guard's own thread before its loop begins: an ordinary user may set the timer slack
     * only there. Not to be called in a host's JVM.
     *
     * @param guardThread the Java name of the guard's thread
     */
    public List<Protection> protect(String guardThread) {
        List<Protection> tried = new ArrayList<>();
        try {
            NativeThread thread = NativeThread.named(proc, guardThread);
            tried.add(write("timer slack of the guard", proc.resolve(thread.tid() + "/timerslack_ns"), "1"));
            tried.add(schedule(SCHEDULING, thread));
        } catch (IOException e) {
            tried.add(Protection.refused("timer slack of the guard", reason(e)));
            tried.add(Protection.refused(SCHEDULING, reason(e)));
        }
        try {
            tried.add(schedule(COLLECTING, NativeThread.named(proc, VM_THREAD)));
        } catch (IOException e) {
            tried.add(Protection.refused(COLLECTING, reason(e)));
        }
        // Last: a child inherits it, and chrt should not live longer than we do.
        tried.add(write("out-of-memory score", proc.resolve("self/oom_score_adj"), "-900"));
        tried.add(Protection.refused("locked memory", "needs native code, which is not used"));
        return List.copyOf(tried);
    }

    /** Reads it back: some kernels take the value and keep another. */
    private static Protection write(String name, Path file, String value) {
        try {
            Files.writeString(file, value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            String kept = Files.readString(file).trim();
            return kept.equals(value)
                    ? Protection.done(name, file + " is " + value)
                    : Protection.refused(name, file + " is " + kept + " instead of " + value);
        } catch (IOException e) {
            return Protection.refused(name, reason(e));
        }
    }

    /** Reset on fork: what the guard's thread starts must not inherit its priority. */
    private Protection schedule(String name, NativeThread thread) {
        List<String> command = List.of(chrt, "--reset-on-fork", "--rr", "-p", "10", thread.tid());
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(CHRT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Protection.refused(name, "chrt did not end within " + CHRT_SECONDS + " s");
            }
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
            return process.exitValue() == 0
                    ? Protection.done(name, "round robin, priority 10")
                    : Protection.refused(name, said);
        } catch (IOException e) {
            return Protection.refused(name, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Protection.refused(name, "interrupted while chrt ran");
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
