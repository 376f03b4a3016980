package io.spillway.sense.cgroup;

import io.spillway.sense.kernel.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The swap of one cgroup. */
final class CgroupSwap implements AutoCloseable {
    private final KeptFile limit;
    private final KeptFile usage;
    private final boolean togetherWithMemory;

    private CgroupSwap(Path limit, Path usage, boolean togetherWithMemory) {
        this.limit = new KeptFile(limit);
        this.usage = new KeptFile(usage);
        this.togetherWithMemory = togetherWithMemory;
    }

    /** Null where this kernel does not account swap by cgroup. */
    static @Nullable CgroupSwap of(LimitedCgroup cgroup) {
        boolean version1 = cgroup.version() == CgroupVersion.V1;
        Path limit = cgroup.folder().resolve(version1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max");
        Path usage = cgroup.folder().resolve(version1 ? "memory.memsw.usage_in_bytes" : "memory.swap.current");
        return Files.exists(limit) && Files.exists(usage) ? new CgroupSwap(limit, usage, version1) : null;
    }

    /** @param memoryLimitBytes the limit of memory alone; version 1 tells only that of both together */
    long limitBytes(long memoryLimitBytes) throws IOException {
        long bytes = LimitText.parse(limit.read());
        return togetherWithMemory && bytes != LimitText.UNLIMITED ? Math.max(0, bytes - memoryLimitBytes) : bytes;
    }

    /** @param memoryUsageBytes the usage of memory alone */
    long usedBytes(long memoryUsageBytes) throws IOException {
        long bytes = usage.read().number();
        return togetherWithMemory ? Math.max(0, bytes - memoryUsageBytes) : bytes;
    }

    @Override
    public void close() {
        limit.close();
        usage.close();
    }
}
