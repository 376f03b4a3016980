package io.spillway.sense.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import io.spillway.sense.cgroup.CgroupMemory.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupMemoryTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    @TempDir
    Path root;

    private static CgroupMemory memory(Path sysFsCgroup) {
        return new CgroupMemory(sysFsCgroup, InstantSource.fixed(NOW));
    }

    private static Sensed<Usage> known(long usageBytes, long limitBytes) {
        return new Sensed.Known<>(new Usage(usageBytes, limitBytes), NOW);
    }

    @Test
    void readsTheCgroupOfThisJvm() throws IOException {
        String own = CgroupPaths.memoryPath(Files.readString(Path.of("/proc/self/cgroup")));

        Sensed<Usage> usage = memory(Path.of("/sys/fs/cgroup")).read(own);

        assertThat(usage.map(Usage::usageBytes).orElse(0L)).as(usage.toString()).isPositive();
    }

    @Test
    void readsAContainerOfVersion2() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);

        assertThat(memory(fixture.sysFsCgroup).read(CgroupFixture.CONTAINER))
                .isEqualTo(known(45_428_736 - 42_258_432, 209_715_200));
    }

    @Test
    void readsAContainerOfVersion1() throws IOException {
        CgroupFixture fixture = CgroupFixture.version1(root, "9223372036854771712");

        assertThat(memory(fixture.sysFsCgroup).read("/docker/4dcd")).isEqualTo(known(206_737_408 - 127_471_616, 0));
    }

    @Test
    void knowsTheUsageWithoutALimitAndWithoutWhatNobodyAsksFor() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        Files.delete(fixture.sysFsCgroup.resolve(CgroupFixture.CONTAINER.substring(1) + "/memory.events"));
        fixture.lay(CgroupFixture.CONTAINER + "/memory.max", "max\n");

        assertThat(memory(fixture.sysFsCgroup).read(CgroupFixture.CONTAINER))
                .isEqualTo(known(45_428_736 - 42_258_432, 0));
    }

    @Test
    void isAbsentWhenTheContainerHasEnded() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);

        assertThat(memory(fixture.sysFsCgroup).read("/system.slice/docker-gone.scope"))
                .isEqualTo(new Sensed.Absent<>(
                        "there is no memory.current in " + fixture.sysFsCgroup + "/system.slice/docker-gone.scope"));
    }

    @Test
    void isUnknownWhenTheFilesMakeNoSense() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);
        fixture.lay(CgroupFixture.CONTAINER + "/memory.stat", "anon 5\n");

        assertThat(memory(fixture.sysFsCgroup).read(CgroupFixture.CONTAINER))
                .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("memory.stat", "no inactive_file", "anon 5"));
    }

    @Test
    void isUnknownOutsideOfTheNamespace() throws IOException {
        CgroupFixture fixture = CgroupFixture.version2(root);

        assertThat(memory(fixture.sysFsCgroup).read("/../../etc")).isInstanceOf(Sensed.Unknown.class);
        assertThat(memory(fixture.sysFsCgroup).read("")).isInstanceOf(Sensed.Unknown.class);
    }

    @Test
    void isUnknownWhereNoControllerIsMounted() throws IOException {
        CgroupMemory memory = memory(root);
        assertThat(memory.read("/x")).isInstanceOf(Sensed.Unknown.class);

        Files.createDirectories(root);
        assertThat(memory.read("/x"))
                .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("no memory controller"));
    }
}
