package io.spillway.sense.cgroup;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Ticker;
import java.nio.file.Path;
import java.time.InstantSource;

/** What can be told of any cgroup from its files. */
public record Cgroups(CgroupMemory memory, CgroupCpu cpu) {
    public Cgroups {
        requireNonNull(memory, "memory");
        requireNonNull(cpu, "cpu");
    }

    /** @param sysFsCgroup {@code /sys/fs/cgroup}; looked at when something is first read */
    public static Cgroups at(Path sysFsCgroup, InstantSource clock, Ticker ticker) {
        return new Cgroups(new CgroupMemory(sysFsCgroup, clock), new CgroupCpu(sysFsCgroup, clock, ticker));
    }
}
