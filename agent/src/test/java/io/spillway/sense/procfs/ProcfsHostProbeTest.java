package io.spillway.sense.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.OperatingSystemMXBean;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.Allocation;
import io.spillway.sense.kernel.Fixtures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfsHostProbeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);
    private static final Path PROC = Path.of("/proc");

    @TempDir
    Path proc;

    private final MemorySample sample = new MemorySample();

    private static ProcfsHostProbe probe(Path proc) {
        return new ProcfsHostProbe(proc, InstantSource.fixed(NOW));
    }

    @Test
    void readsThisMachine() throws IOException {
        try (ProcfsHostProbe probe = probe(PROC)) {
            probe.sample(sample);

            long meminfoTotalBytes = Files.readAllLines(PROC.resolve("meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            assertThat(sample.totalBytes()).isEqualTo(meminfoTotalBytes);
            assertThat(sample.availableBytes()).isBetween(1L, sample.totalBytes());
            assertThat(probe.refaults().isKnown()).isTrue();
            assertThat(probe.describe()).isEqualTo("host /proc/meminfo");
        }
    }

    @Test
    void readsThePressureOfThisMachineOrSaysWhyNot() {
        try (ProcfsHostProbe probe = probe(PROC)) {
            Sensed<Pressure> pressure = probe.pressure();

            if (Files.exists(PROC.resolve("pressure/memory"))) {
                assertThat(pressure.isKnown()).as(pressure.toString()).isTrue();
            } else {
                assertThat(pressure).isInstanceOf(Sensed.Absent.class);
            }
        }
    }

    @Test
    void agreesWithTheJvmAboutTheMachine() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (ProcfsHostProbe probe = probe(PROC)) {
            probe.sample(sample);

            // The JVM shows the limit of its cgroup instead, where it has one.
            assertThat(system.getTotalMemorySize()).isLessThanOrEqualTo(sample.totalBytes());
        }
    }

    @Test
    void samplesWithoutGarbage() throws IOException {
        try (ProcfsHostProbe probe = probe(PROC)) {
            double bytes = Allocation.bytesPerRun(10_000, () -> probe.sample(sample));

            assertThat(bytes).isCloseTo(0, within(0.99));
        }
    }

    @Test
    void seesTheFileChangeThroughTheKeptHandle() throws IOException {
        Fixtures.lay("meminfo-6.18", proc.resolve("meminfo"));
        try (ProcfsHostProbe probe = probe(proc)) {
            probe.sample(sample);
            long before = sample.totalBytes();

            Fixtures.lay("meminfo-6.1", proc.resolve("meminfo"));
            probe.sample(sample);

            assertThat(sample.totalBytes()).isLessThan(before);
        }
    }

    @Test
    void survivesAnInterrupt() throws IOException {
        try (ProcfsHostProbe probe = probe(PROC)) {
            probe.sample(sample);
            Thread.currentThread().interrupt();

            probe.sample(sample);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(sample.totalBytes()).isPositive();
        }
    }

    @Test
    void namesTheFileThatIsMissingOrOdd() throws IOException {
        try (ProcfsHostProbe probe = probe(proc)) {
            assertThatThrownBy(() -> probe.sample(sample))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(proc.resolve("meminfo").toString());

            Fixtures.lay(proc.resolve("meminfo"), "MemTotal: lots\n");
            assertThatThrownBy(() -> probe.sample(sample))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(proc.resolve("meminfo").toString(), "MemTotal: lots");

            Fixtures.lay("meminfo-6.1", proc.resolve("meminfo"));
            probe.sample(sample);
            assertThat(sample.totalBytes()).isPositive();
        }
    }

    @Test
    void isWithoutPressureOnAKernelThatTellsNone() throws IOException {
        Fixtures.lay("vmstat-6.1", proc.resolve("vmstat"));
        try (ProcfsHostProbe probe = probe(proc)) {
            assertThat(probe.pressure())
                    .isInstanceOfSatisfying(Sensed.Absent.class, absent -> assertThat(absent.reason())
                            .contains("pressure/memory", "PSI"));
            assertThat(probe.refaults()).isEqualTo(new Sensed.Known<>(new Refaults(0), NOW));
        }
    }

    @Test
    void doesNotKnowThePressureThatMakesNoSense() throws IOException {
        Fixtures.lay(proc.resolve("pressure/memory"), "some avg10=lots\n");
        try (ProcfsHostProbe probe = probe(proc)) {
            assertThat(probe.pressure())
                    .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("pressure/memory", "avg10=lots"));
        }
    }
}
