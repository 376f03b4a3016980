package io.spillway.sense.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.Allocation;
import io.spillway.sense.procfs.ProcfsHostProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupHostProbeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final long USED_ON_VERSION_2 = 45_428_736 - 42_258_432;
    private static final long USED_ON_VERSION_1 = 206_737_408 - 127_471_616;

    @TempDir
    Path root;

    private final MemorySample sample = new MemorySample();

    private static CgroupHostProbe open(CgroupFixture fixture) throws IOException {
        return CgroupHostProbe.open(fixture.proc, fixture.sysFsCgroup, new ProcfsHostProbe(fixture.proc, CLOCK), CLOCK);
    }

    @Test
    void measuresAgainstTheLimitOfVersion2() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.lay(CgroupFixture.CONTAINER + "/memory.swap.current", "4096\n");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(209_715_200);
            assertThat(sample.availableBytes()).isEqualTo(209_715_200 - USED_ON_VERSION_2);
            assertThat(sample.swapTotalBytes()).isEqualTo(102_400 * 1024);
            assertThat(sample.swapUsedBytes()).isEqualTo(4096);
            assertThat(probe.pressure()).isEqualTo(new Sensed.Known<>(new Pressure(0, 0, 0, 0), NOW));
            assertThat(probe.refaults()).isEqualTo(new Sensed.Known<>(new Refaults(0), NOW));
            assertThat(probe.describe()).contains("version 2", CgroupFixture.CONTAINER, "209715200");
        }
    }

    @Test
    void measuresAgainstTheLimitOfVersion1() throws IOException {
        CgroupFixture fixture = CgroupFixture.version1(root, "314572800");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(314_572_800);
            assertThat(sample.availableBytes()).isEqualTo(314_572_800 - USED_ON_VERSION_1);
            assertThat(sample.swapTotalBytes()).isZero();
            assertThat(probe.pressure()).isInstanceOf(Sensed.Absent.class);
            assertThat(probe.refaults()).isEqualTo(new Sensed.Known<>(new Refaults(229_131), NOW));
        }
    }

    @Test
    void takesMemoryOffTheTogetherOfVersion1() throws IOException {
        CgroupFixture fixture = CgroupFixture.version1(root, "314572800");
        fixture.lay("/memory/docker/4dcd/memory.memsw.limit_in_bytes", "335544320\n");
        fixture.lay("/memory/docker/4dcd/memory.memsw.usage_in_bytes", (206_737_408 + 8192) + "\n");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.swapTotalBytes()).isEqualTo(335_544_320 - 314_572_800);
            assertThat(sample.swapUsedBytes()).isEqualTo(8192);
        }
    }

    @Test
    void goesUpToTheNearestLimit() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.group2(CgroupFixture.CONTAINER, "max");
        fixture.group2("/system.slice", "500000000");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(500_000_000);
            assertThat(probe.describe()).contains("/system.slice,");
        }
    }

    @Test
    void takesATighterLimitFurtherUp() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.group2("/system.slice", "100000000");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(100_000_000);
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNoLimit() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.group2(CgroupFixture.CONTAINER, "max");

        assertThatThrownBy(() -> open(fixture))
                .isInstanceOf(IOException.class)
                .hasMessage("the cgroup " + CgroupFixture.CONTAINER
                        + " has no memory limit: use host.source: host or budget");
    }

    @Test
    void saysWhatToDoWhereTheCgroupCannotBeSeen() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.own("/../elsewhere");

        assertThatThrownBy(() -> open(fixture)).isInstanceOf(IOException.class).hasMessageContaining("host.source");
    }

    @Test
    void findsItsCgroupAtTheMountInsideAContainer() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.group2("", "300000000");
        fixture.own("/docker/seen-from-the-host");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(300_000_000);
        }
    }

    @Test
    void isNeverMoreThanTheMachineHasAndSaysSo() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.group2(CgroupFixture.CONTAINER, "99999999999");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(1 << 30);
            assertThat(probe.describe()).contains("the machine has 1073741824 bytes");
        }
    }

    @Test
    void hasNothingLeftAboveTheLimit() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.lay(CgroupFixture.CONTAINER + "/memory.current", "999999999\n");
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);

            assertThat(sample.availableBytes()).isZero();
        }
    }

    @Test
    void followsALimitThatChanges() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        try (CgroupHostProbe probe = open(fixture)) {
            probe.sample(sample);
            fixture.lay(CgroupFixture.CONTAINER + "/memory.max", "300000000\n");
            probe.sample(sample);
            assertThat(sample.totalBytes()).isEqualTo(300_000_000);

            for (String useless : new String[] {"max", "0", "", "-5"}) {
                fixture.lay(CgroupFixture.CONTAINER + "/memory.max", useless + "\n");
                assertThatThrownBy(() -> probe.sample(sample))
                        .as(useless)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("memory.max");
            }
            assertThat(sample.totalBytes()).isEqualTo(300_000_000);
        }
    }

    @Test
    void failsWhenItsFilesGo() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        Files.delete(fixture.file(CgroupFixture.CONTAINER + "/memory.stat"));
        try (CgroupHostProbe probe = open(fixture)) {
            assertThatThrownBy(() -> probe.sample(sample))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("memory.stat");
            assertThat(probe.refaults()).isInstanceOf(Sensed.Absent.class);
        }
    }

    @Test
    void samplesWithoutGarbage() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        try (CgroupHostProbe probe = open(fixture)) {
            assertThat(Allocation.bytesPerRun(10_000, () -> probe.sample(sample)))
                    .isLessThan(1);
        }
    }
}
