package io.spillway.sense.oshi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor;
import oshi.nativefree.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import oshi.util.GlobalConfig;

/** Holds the objects of OSHI, so that none of its classes is loaded before this one is. */
final class OshiHost {
    private final CentralProcessor processor;
    private final OperatingSystem system;

    /** Forks a few small commands ({@code getconf}, {@code uname}): OSHI does, when first used. */
    static OshiHost load() {
        return withOurClassLoader(OshiHost::new);
    }

    private OshiHost() {
        // Taken over when an object of OSHI is made; by default a value stays the same for 300 ms.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, "0");
        // What the host set for an OSHI of its own must neither change what we read nor prefix our commands.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_PROC_PATH, "/proc");
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_SYS_PATH, "/sys");
        GlobalConfig.set(GlobalConfig.OSHI_OS_LINUX_PRIVILEGED_PREFIX, "");
        SystemInfo info = new SystemInfo();
        processor = info.getHardware().getProcessor();
        system = info.getOperatingSystem();
    }

    long[] cpuTicks() {
        return withOurClassLoader(processor::getSystemCpuLoadTicks);
    }

    double cpuLoad(long[] earlier, long[] later) {
        return withOurClassLoader(() -> processor.getSystemCpuLoadBetweenTicks(earlier, later));
    }

    int cpuCount() {
        return withOurClassLoader(processor::getLogicalProcessorCount);
    }

    @Nullable
    OSProcess process(int pid) {
        return OshiHost.<@Nullable OSProcess>withOurClassLoader(() -> system.getProcess(pid));
    }

    /** OSHI looks up its settings and providers with the thread's context class loader, which may be the host's. */
    private static <T extends @Nullable Object> T withOurClassLoader(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(OshiHost.class.getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
