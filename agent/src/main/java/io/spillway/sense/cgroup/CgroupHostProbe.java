package io.spillway.sense.cgroup;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.KeptFile;
import io.spillway.sense.kernel.KernelText;
import io.spillway.sense.kernel.PressureText;
import io.spillway.sense.kernel.RefaultText;
import io.spillway.sense.kernel.SensedFile;
import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the cgroup that this JVM lives in: total is its limit (the tightest of its own and those above it, and never more
 * than the machine has), used is its usage less the page cache that goes first.
 */
public final class CgroupHostProbe implements HostProbe {
    private final LimitedCgroup cgroup;
    private final HostProbe machine;
    private final MemorySample whole = new MemorySample();
    private final KeptFile limit;
    private final KeptFile usage;
    private final KeptFile stat;
    private final @Nullable CgroupSwap swap;
    private final SensedFile<Pressure> pressure;
    private final SensedFile<Refaults> refaults;

    /**
     * Looks for the cgroup of this process and its limit.
     *
     * @param proc where procfs is mounted: {@code /proc}
     * @param sysFsCgroup {@code /sys/fs/cgroup}
     * @param machine the probe of the whole machine, for what the cgroup leaves open; closed together with this one
     * @throws IOException no limit was found; the message is for people
     */
    public static CgroupHostProbe open(Path proc, Path sysFsCgroup, HostProbe machine, InstantSource clock)
            throws IOException {
        KernelText own = new TextReader().read(proc.resolve("self/cgroup").toString());
        LimitedCgroup limited = MemoryHierarchy.find(sysFsCgroup).tightest(CgroupPaths.memoryPath(own.string()));
        return new CgroupHostProbe(limited, machine, clock);
    }

    private CgroupHostProbe(LimitedCgroup cgroup, HostProbe machine, InstantSource clock) {
        this.cgroup = cgroup;
        this.machine = machine;
        Path folder = cgroup.folder();
        limit = new KeptFile(folder.resolve(cgroup.version().limitFile));
        usage = new KeptFile(folder.resolve(cgroup.version().usageFile));
        stat = new KeptFile(folder.resolve("memory.stat"));
        swap = CgroupSwap.of(cgroup);
        pressure = PressureText.open(folder.resolve("memory.pressure"), clock);
        refaults = RefaultText.open(folder.resolve("memory.stat"), clock);
    }

    @Override
    public void sample(MemorySample into) throws IOException {
        machine.sample(whole);
        long limitBytes = LimitText.parse(limit.read());
        if (limitBytes == LimitText.UNLIMITED) {
            throw new IOException(limit.path() + ": the limit that was there at start has been taken off");
        }
        if (limitBytes == 0) {
            throw new IOException(limit.path() + ": a limit of 0 bytes");
        }
        long usageBytes = usage.read().number();
        KernelText statText = stat.read();
        statText.require(cgroup.version().inactiveFileKey());
        long usedBytes = Math.max(0, usageBytes - statText.number());
        long totalBytes = Math.min(limitBytes, whole.totalBytes());
        long availableBytes = Math.max(0, totalBytes - usedBytes);
        if (swap == null) {
            into.set(totalBytes, availableBytes, 0, 0);
            return;
        }
        long swapTotalBytes = Math.min(swap.limitBytes(limitBytes), whole.swapTotalBytes());
        long swapUsedBytes = Math.min(swap.usedBytes(usageBytes), swapTotalBytes);
        into.set(totalBytes, availableBytes, swapTotalBytes, swapTotalBytes - swapUsedBytes);
    }

    @Override
    public Sensed<Pressure> pressure() {
        return cgroup.version() == CgroupVersion.V1
                ? new Sensed.Absent<>("a cgroup of version 1 has no pressure of its own")
                : pressure.read();
    }

    @Override
    public Sensed<Refaults> refaults() {
        return refaults.read();
    }

    @Override
    public String describe() {
        String found = "cgroup (" + cgroup.version().words + ") " + cgroup.folder() + ", limit at start "
                + cgroup.limitBytes() + " bytes";
        boolean sampled = whole.totalBytes() > 0;
        return sampled && cgroup.limitBytes() > whole.totalBytes()
                ? found + "; the machine has " + whole.totalBytes() + " bytes in all: these are the limit"
                : found;
    }

    @Override
    public void close() {
        machine.close();
        limit.close();
        usage.close();
        stat.close();
        if (swap != null) {
            swap.close();
        }
        pressure.close();
        refaults.close();
    }
}
