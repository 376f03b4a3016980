package io.spillway.sense.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OshiResourcesTest {
    private final OshiResources resources = new OshiResources(Path.of("/"), InstantSource.system());

    @Test
    void tellsCpuLoadFromTheSecondReadingOn() {
        assertThat(resources.cpuPercent()).isInstanceOf(Sensed.Unknown.class);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Sensed<Double> load = resources.cpuPercent();
        while (!load.isKnown() && System.nanoTime() < deadline) {
            load = resources.cpuPercent();
        }

        assertThat(load.isKnown()).as(load.toString()).isTrue();
        assertThat(load.orElse(Double.NaN)).isBetween(0.0, 100.0);
    }

    @Test
    void countsTheCpusOfTheHost() throws Exception {
        long processors = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();

        assertThat(resources.cpuCount().orElse(0)).isEqualTo((int) processors);
    }

    @Test
    void tellsHowFullTheDiskIs() {
        assertThat(resources.diskPercent().orElse(Double.NaN)).isBetween(0.0, 100.0);
    }

    @Test
    void doesNotKnowADiskThatIsNotThere(@TempDir Path folder) {
        OshiResources lost = new OshiResources(folder.resolve("none"), InstantSource.system());

        assertThat(lost.diskPercent()).isInstanceOf(Sensed.Unknown.class);
    }

    @Test
    void hasNoDiskWhereTheFileSystemHasNoSize() {
        assertThat(new OshiResources(Path.of("/proc"), InstantSource.system()).diskPercent())
                .isInstanceOf(Sensed.Absent.class);
    }

    @Test
    void tellsAboutAProcess() throws Exception {
        Instant before = Instant.now();
        Process sleep = new ProcessBuilder("sleep", "61").start();
        try {
            ProcessDetails details =
                    resources.process(sleep.pid()).orElse(new ProcessDetails("not found", "", Instant.EPOCH));

            assertThat(details.commandLine()).isEqualTo("sleep 61");
            assertThat(details.user())
                    .isEqualTo(ProcessHandle.current().info().user().orElseThrow());
            assertThat(details.start())
                    .isBetween(before.minusSeconds(3), Instant.now().plusSeconds(3));
        } finally {
            sleep.destroyForcibly().waitFor();
        }
        assertThat(resources.process(sleep.pid())).isInstanceOf(Sensed.Absent.class);
        assertThat(resources.process(-1)).isInstanceOf(Sensed.Absent.class);
        assertThat(resources.process(1L << 40)).isInstanceOf(Sensed.Absent.class);
    }

    @Test
    void worksUnderAForeignContextClassLoaderAndLeavesIt() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader foreign = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(foreign);

            assertThat(resources.cpuCount().isKnown()).isTrue();

            assertThat(thread.getContextClassLoader()).isSameAs(foreign);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
