package io.spillway.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spillway.sense.ProcessRef;
import io.spillway.sense.kernel.TextReader;
import io.spillway.sense.procfs.StatLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process of the rehearsal, which ends when this JVM does. */
final class StandIn implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    private final String name;
    private final Process process;
    private final ProcessRef ref;

    private StandIn(String name, Process process, ProcessRef ref) {
        this.name = name;
        this.process = process;
        this.ref = ref;
    }

    static StandIn of(String name, Process process) throws IOException {
        try {
            StatLine stat = new StatLine().parse(new TextReader().read("/proc/" + process.pid() + "/stat"));
            return new StandIn(name, process, new ProcessRef(process.pid(), stat.startTicks()));
        } catch (IOException ended) {
            process.destroyForcibly();
            throw new IOException("the stand-in " + name + " cannot be started", ended);
        }
    }

    ProcessRef ref() {
        return ref;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Has it hold so many resident bytes, which it approaches at that speed; one that has ended no longer listens. */
    void hold(long bytes, double bytesPerSecond) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(String.format(Locale.ROOT, "hold %d %.0f%n", bytes, bytesPerSecond)
                    .getBytes(UTF_8));
            in.flush();
        } catch (IOException ended) {
            // Whoever waits for its memory sees that it is gone.
        }
    }

    /** Resident bytes of it and of its children; 0 once it has ended. */
    long residentBytes() {
        if (!process.isAlive()) {
            return 0;
        }
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid))
                .mapToLong(StandIn::residentBytes)
                .sum();
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException ended) {
            // It ended between the two looks.
        }
        return 0;
    }

    /** The first line that it prints. */
    String firstLine() throws IOException {
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the stand-in " + name + " ended before it had begun");
        }
        return line;
    }

    /** Asks it to end as a container engine does, and ends it after the grace; answers its exit status. */
    int stop(Duration grace) throws InterruptedException {
        if (!grace.isZero()) {
            // Not the process's own method: that closes its standard input too, and there it would end without a
            // signal.
            process.toHandle().destroy();
        }
        if (grace.isZero() || !process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Ends it and its children. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // As wanted.
        }
        for (ProcessHandle one : all) {
            one.destroyForcibly();
        }
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException stubborn) {
                // It was sent KILL: the kernel has the rest to do.
            }
        }
    }
}
