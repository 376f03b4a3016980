package io.spillway.sense.cgroup;

import io.spillway.sense.kernel.Fixtures;
import java.io.IOException;
import java.nio.file.Path;

/** A {@code /sys/fs/cgroup} of files, and the {@code /proc} beside it. */
final class CgroupFixture {
    static final String CONTAINER = "/system.slice/docker-4dcd.scope";

    final Path sysFsCgroup;
    final Path proc;

    private CgroupFixture(Path root) {
        sysFsCgroup = root.resolve("cgroup");
        proc = root.resolve("proc");
    }

    /** Version 2 with the files of a real container in {@link #CONTAINER}, no limit above it, on a machine of 1 GiB and 100 MiB swap. */
    static CgroupFixture version2(Path root) throws IOException {
        CgroupFixture fixture = new CgroupFixture(root);
        fixture.lay("/cgroup.controllers", "cpuset cpu io memory pids\n");
        fixture.group2("/system.slice", "max");
        fixture.group2(CONTAINER, "209715200");
        fixture.machine();
        return fixture;
    }

    void group2(String path, String max) throws IOException {
        for (String file : new String[] {"current", "stat", "events", "pressure", "swap.max", "swap.current"}) {
            Fixtures.lay("cgroup2/memory." + file + "-6.1", file(path + "/memory." + file));
        }
        lay(path + "/memory.max", max + "\n");
    }

    /** Version 1 in the way of a machine with both versions mounted: no controller at version 2. */
    static CgroupFixture version1(Path root, String limit) throws IOException {
        CgroupFixture fixture = new CgroupFixture(root);
        fixture.lay("/unified/cgroup.controllers", "\n");
        fixture.group1("/memory", "9223372036854771712");
        fixture.group1("/memory/docker/4dcd", limit);
        fixture.machine();
        Fixtures.lay(fixture.proc.resolve("self/cgroup"), "4:memory:/docker/4dcd\n0::/\n");
        return fixture;
    }

    private void group1(String path, String limit) throws IOException {
        for (String file : new String[] {"usage_in_bytes", "stat", "oom_control"}) {
            Fixtures.lay("cgroup1/memory." + file + "-6.18", file(path + "/memory." + file));
        }
        lay(path + "/memory.limit_in_bytes", limit + "\n");
    }

    private void machine() throws IOException {
        Fixtures.lay(
                proc.resolve("meminfo"),
                "MemTotal: 1048576 kB\nMemAvailable: 500000 kB\nSwapTotal: 102400 kB\nSwapFree: 102400 kB\n");
        own(CONTAINER);
    }

    void own(String path) throws IOException {
        Fixtures.lay(proc.resolve("self/cgroup"), "0::" + path + "\n");
    }

    void lay(String path, String content) throws IOException {
        Fixtures.lay(file(path), content);
    }

    Path file(String path) {
        return sysFsCgroup.resolve(path.substring(1));
    }
}
