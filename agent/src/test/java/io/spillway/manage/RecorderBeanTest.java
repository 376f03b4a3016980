package io.spillway.manage;

import static io.spillway.mbeans.SpillwayNames.RECORDER;
import static io.spillway.testing.Snapshots.AT;
import static io.spillway.testing.Snapshots.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.mbeans.RecorderMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServerFactory;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderBeanTest {
    @TempDir
    Path state = Path.of("set by JUnit");

    @Test
    void recordsForRealAndWritesAFileThatCanBeRead() throws IOException {
        try (ManagedFake fake = onThisJvm()) {
            RecorderMXBean recorder = JMX.newMXBeanProxy(fake.server, RECORDER, RecorderMXBean.class);
            assertThat(recorder.getState()).isEqualTo("off");
            assertThat(recorder.getStartedAt()).isEqualTo(-1);

            recorder.start(5, 20);

            assertThat(recorder.getState()).isEqualTo("recording");
            assertThat(recorder.getStartedAt()).isEqualTo(AT.toEpochMilli());
            assertThat(recorder.getMaxMinutes()).isEqualTo(5);
            assertThat(ours()).singleElement().satisfies(recording -> {
                assertThat(recording.getMaxSize()).isEqualTo(20L << 20);
                assertThat(recording.getMaxAge()).hasMinutes(5);
            });

            Path file = Path.of(recorder.dump());

            assertThat(file).hasParent(state.resolve("recordings")).hasFileName("spillway-20260501T120000.jfr");
            assertThat(RecordingFile.readAllEvents(file)).isNotEmpty();
            assertThat(recorder.getLastFile()).isEqualTo(file.toString());
            assertThat(recorder.getLastFileBytes()).isEqualTo(Files.size(file));
            assertThat(recorder.getState()).isEqualTo("recording");
            assertThat(Path.of(recorder.dump())).hasFileName("spillway-20260501T120000-2.jfr");

            recorder.stop();

            assertThat(recorder.getState()).isEqualTo("off");
            assertThat(recorder.getMaxMegabytes()).isEqualTo(-1);
            assertThat(ours()).isEmpty();
        }
    }

    @Test
    void recordingsAreForTheOwnerAlone() throws IOException {
        RecordingFolder folder = new RecordingFolder(state.resolve("recordings"));

        Path parent = folder.newFile(AT).getParent();

        assertThat(parent).isNotNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void closingEndsARecordingThatRuns() {
        ManagedFake fake = onThisJvm();
        JMX.newMXBeanProxy(fake.server, RECORDER, RecorderMXBean.class).start(5, 20);

        fake.close();

        assertThat(ours()).isEmpty();
    }

    @Test
    void whatCannotBeDoneNowIsSaid() {
        try (ManagedFake fake = onThisJvm()) {
            RecorderMXBean recorder = JMX.newMXBeanProxy(fake.server, RECORDER, RecorderMXBean.class);

            assertThatThrownBy(recorder::dump)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("no recording runs: start one first");
            assertThatThrownBy(recorder::stop).hasMessage("no recording runs: start one first");
            assertThatThrownBy(() -> recorder.start(0, 20))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxMinutes must be 1 to 1440, but it is 0");
            assertThatThrownBy(() -> recorder.start(5, 4096))
                    .hasMessage("maxMegabytes must be 1 to 1024, but it is 4096");
            recorder.start(5, 20);
            assertThatThrownBy(() -> recorder.start(5, 20)).hasMessage("a recording runs already: stop it first");
        }
    }

    @Test
    void thereAreNeverTooManyFiles() throws IOException {
        RecordingFolder folder = new RecordingFolder(state.resolve("recordings"));
        for (int i = 0; i < 10; i++) {
            Files.createFile(folder.newFile(AT));
        }

        assertThatThrownBy(() -> folder.newFile(AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10 recordings lie in")
                .hasMessageContaining("move or delete some of them first");
    }

    @Test
    void isUnavailableWhereTheFlightRecorderCannotBeManaged() {
        try (ManagedFake fake =
                new ManagedFake(normal().build(), MBeanServerFactory.newMBeanServer(), state, Runnable::run)) {
            RecorderMXBean recorder = JMX.newMXBeanProxy(fake.server, RECORDER, RecorderMXBean.class);

            assertThat(recorder.getState()).isEqualTo("unavailable");
            assertThatThrownBy(() -> recorder.start(5, 20)).hasMessageContaining("jdk.management.jfr");
        }
    }

    private ManagedFake onThisJvm() {
        return new ManagedFake(normal().build(), PlatformServer.get(), state, Runnable::run);
    }

    private static List<Recording> ours() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> recording.getName().equals("spillway"))
                .toList();
    }
}
