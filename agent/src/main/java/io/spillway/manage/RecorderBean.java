package io.spillway.manage;

import io.spillway.mbeans.RecorderMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The flight recording; its library is loaded when it is first started. */
final class RecorderBean implements RecorderMXBean {
    private static final String FLIGHT_RECORDER = "jdk.management.jfr:type=FlightRecorder";
    private static final Status OFF = new Status(-1, -1, -1, "", -1);

    private final MBeanServer server;
    private final RecordingFolder folder;
    private final InstantSource clock;
    private final boolean available;

    private volatile Status status = OFF;
    private @Nullable FlightRecording recording;

    RecorderBean(MBeanServer server, RecordingFolder folder, InstantSource clock) {
        this.server = server;
        this.folder = folder;
        this.clock = clock;
        this.available = server.isRegistered(flightRecorder());
    }

    @Override
    public String getState() {
        if (!available) {
            return "unavailable";
        }
        return status.isRecording() ? "recording" : "off";
    }

    @Override
    public long getStartedAt() {
        return status.startedAt();
    }

    @Override
    public int getMaxMinutes() {
        return status.maxMinutes();
    }

    @Override
    public int getMaxMegabytes() {
        return status.maxMegabytes();
    }

    @Override
    public String getFolder() {
        return folder.path().toString();
    }

    @Override
    public String getLastFile() {
        return status.lastFile();
    }

    @Override
    public long getLastFileBytes() {
        return status.lastFileBytes();
    }

    @Override
    public synchronized void start(int maxMinutes, int maxMegabytes) {
        Argument.within("maxMinutes", maxMinutes, 1, 1440);
        Argument.within("maxMegabytes", maxMegabytes, 1, 1024);
        if (!available) {
            throw new IllegalStateException(
                    "this JVM has no flight recorder that can be managed: it needs the module jdk.management.jfr");
        }
        if (recording != null) {
            throw new IllegalStateException("a recording runs already: stop it first");
        }
        recording = FlightRecording.start(server, maxMinutes, maxMegabytes);
        status = status.started(clock.millis(), maxMinutes, maxMegabytes);
    }

    @Override
    public synchronized void stop() {
        FlightRecording running = running();
        recording = null;
        status = status.stopped();
        running.close();
    }

    @Override
    public synchronized String dump() {
        FlightRecording running = running();
        Path file = folder.newFile(clock.instant());
        running.dump(file);
        status = status.dumped(file.toString(), sizeOf(file));
        return file.toString();
    }

    /** Leaves no recording behind. */
    synchronized void close() {
        if (recording != null) {
            stop();
        }
    }

    private FlightRecording running() {
        if (recording == null) {
            throw new IllegalStateException("no recording runs: start one first");
        }
        return recording;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalStateException("the recording was not written to " + file + ": " + e, e);
        }
    }

    private static ObjectName flightRecorder() {
        try {
            return new ObjectName(FLIGHT_RECORDER);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Status(long startedAt, int maxMinutes, int maxMegabytes, String lastFile, long lastFileBytes) {
        boolean isRecording() {
            return startedAt >= 0;
        }

        Status started(long at, int minutes, int megabytes) {
            return new Status(at, minutes, megabytes, lastFile, lastFileBytes);
        }

        Status stopped() {
            return new Status(-1, -1, -1, lastFile, lastFileBytes);
        }

        Status dumped(String file, long bytes) {
            return new Status(startedAt, maxMinutes, maxMegabytes, file, bytes);
        }
    }
}
