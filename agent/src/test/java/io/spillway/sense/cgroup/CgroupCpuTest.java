package io.spillway.sense.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.Fixtures;
import io.spillway.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupCpuTest {
    private static final String CONTAINER = "/docker/4dcd";

    @TempDir
    Path sysFsCgroup;

    private final ManualClock clock = new ManualClock();

    private Sensed<Double> percent(CgroupCpu cpu) {
        return cpu.percent(CONTAINER);
    }

    private CgroupCpu cpu() {
        return new CgroupCpu(sysFsCgroup, clock, clock);
    }

    private void used(Duration time, String file, String content) throws IOException {
        clock.advance(time);
        Fixtures.lay(sysFsCgroup.resolve(file), content);
    }

    @Test
    void version1TellsNanosecondsAnd100IsOneCpu() throws IOException {
        CgroupCpu cpu = cpu();
        used(Duration.ZERO, "cpuacct/docker/4dcd/cpuacct.usage", "5000000000\n");
        assertThat(percent(cpu).isKnown()).isFalse();

        used(Duration.ofSeconds(2), "cpuacct/docker/4dcd/cpuacct.usage", "8000000000\n");

        assertThat(percent(cpu).orElse(-1.0)).isEqualTo(150);
    }

    @Test
    void version2TellsMicroseconds() throws IOException {
        CgroupCpu cpu = cpu();
        used(Duration.ZERO, "docker/4dcd/cpu.stat", "usage_usec 1000000\nuser_usec 1\nsystem_usec 2\n");
        percent(cpu);

        used(Duration.ofSeconds(1), "docker/4dcd/cpu.stat", "usage_usec 1250000\nuser_usec 1\nsystem_usec 2\n");

        assertThat(percent(cpu).orElse(-1.0)).isEqualTo(25);
    }

    @Test
    void afterARestartThatBeganAnewItIsUnknownOnceMore() throws IOException {
        CgroupCpu cpu = cpu();
        used(Duration.ZERO, "docker/4dcd/cpu.stat", "usage_usec 1000000\n");
        percent(cpu);

        used(Duration.ofSeconds(1), "docker/4dcd/cpu.stat", "usage_usec 10\n");

        assertThat(percent(cpu).isKnown()).isFalse();
    }

    @Test
    void whereThereIsNoFileItIsUnknown() {
        assertThat(percent(cpu()).whyNotKnown()).contains("cpu.stat");
        assertThat(cpu().percent("/../elsewhere").isKnown()).isFalse();
    }
}
