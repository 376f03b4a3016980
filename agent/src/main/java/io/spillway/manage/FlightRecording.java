package io.spillway.manage;

import com.microsoft.jfr.FlightRecorderConnection;
import com.microsoft.jfr.JfrStreamingException;
import com.microsoft.jfr.Recording;
import com.microsoft.jfr.RecordingConfiguration;
import com.microsoft.jfr.RecordingOptions;
import java.io.IOException;
import java.nio.file.Path;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;

/** One running recording of the JVM behind a connection. */
final class FlightRecording {
    private static final long BYTES_PER_MEGABYTE = 1L << 20;

    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /** Starts one that keeps the newest within an age and a size: without the size it would grow as large as the host's disk. */
    static FlightRecording start(MBeanServerConnection connection, int maxMinutes, int maxMegabytes) {
        try {
            RecordingOptions options = new RecordingOptions.Builder()
                    .name("spillway")
                    .maxAge(maxMinutes + " m")
                    .maxSize(Long.toString(maxMegabytes * BYTES_PER_MEGABYTE))
                    .disk("true")
                    .build();
            Recording recording = FlightRecorderConnection.connect(connection)
                    .newRecording(options, RecordingConfiguration.DEFAULT_CONFIGURATION);
            recording.start();
            return new FlightRecording(recording);
        } catch (IOException | JfrStreamingException | InstanceNotFoundException e) {
            throw new IllegalStateException("the flight recorder of this JVM did not start: " + e.getMessage(), e);
        }
    }

    void dump(Path file) {
        try {
            recording.dump(file.toString());
        } catch (IOException | JfrStreamingException e) {
            throw new IllegalStateException("the recording could not be written to " + file + ": " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            recording.close();
        } catch (IOException e) {
            throw new IllegalStateException("the recording could not be closed: " + e.getMessage(), e);
        }
    }
}
