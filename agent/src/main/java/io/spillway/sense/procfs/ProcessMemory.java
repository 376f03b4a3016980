package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.kernel.KernelText;
import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one process holds, of which kind. One object serves for one after the other, so that reading makes no garbage. Not thread-safe. */
final class ProcessMemory {
    private static final byte[] SHMEM = "RssShmem:".getBytes(ISO_8859_1);

    private static final long EXACT_FROM_BYTES = 16L << 20;

    private final long pageBytes;
    private final TextReader reader;
    private long residentBytes;
    private long fileBytes;
    private long sharedMemoryBytes;

    ProcessMemory(long pageBytes, TextReader reader) {
        this.pageBytes = pageBytes;
        this.reader = reader;
    }

    /** What it holds; while it is ending, what it held, for that is not available yet. */
    void read(String folder, StatLine stat, @Nullable ProcessInfo known) throws IOException {
        if (stat.isExiting() && known != null && known.ref().startTicks() == stat.startTicks()) {
            residentBytes = known.residentBytes();
            fileBytes = known.fileBytes();
            sharedMemoryBytes = known.sharedMemoryBytes();
        } else {
            read(folder, stat.residentPages() * pageBytes);
        }
    }

    /**
     * From {@code stat} for the small ones, which saves a file; there it is off by up to some dozen pages for each CPU (seen on 6.18). From
     * {@code statm}, which is exact, for all that could matter; and from {@code status}, which tells shared memory from mapped files, where
     * that could matter too.
     */
    private void read(String folder, long roughBytes) throws IOException {
        residentBytes = roughBytes;
        fileBytes = 0;
        sharedMemoryBytes = 0;
        if (roughBytes < EXACT_FROM_BYTES) {
            return;
        }
        KernelText statm = reader.read(folder + "/statm");
        statm.skipWord(); // virtual size
        residentBytes = statm.number() * pageBytes;
        long sharedBytes = Math.min(residentBytes, statm.number() * pageBytes);
        if (sharedBytes >= EXACT_FROM_BYTES) {
            KernelText status = reader.read(folder + "/status");
            sharedMemoryBytes = status.find(SHMEM) ? Math.min(sharedBytes, status.kibibytes()) : 0;
        }
        fileBytes = sharedBytes - sharedMemoryBytes;
    }

    long residentBytes() {
        return residentBytes;
    }

    long fileBytes() {
        return fileBytes;
    }

    long sharedMemoryBytes() {
        return sharedMemoryBytes;
    }

    boolean isThatOf(ProcessInfo process) {
        return process.residentBytes() == residentBytes
                && process.fileBytes() == fileBytes
                && process.sharedMemoryBytes() == sharedMemoryBytes;
    }
}
