package io.spillway.act.process;

import io.spillway.sense.ProcessRef;
import io.spillway.sense.kernel.KeptFile;
import io.spillway.sense.kernel.KernelText;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process with everything open that a signal to it needs. Its {@code statm} is an identity of its own: opened while the start time
 * was the right one, it never shows another process, but fails once this one is reaped. Thread-safe.
 */
final class PreparedProcess implements AutoCloseable {
    private final ProcessHandle handle;
    private final KeptFile statm;
    private boolean ended;

    /** A way to read {@code statm}. */
    @FunctionalInterface
    private interface Field {
        long in(KernelText statm) throws IOException;
    }

    /** The caller compares the start time between this and the first use. */
    PreparedProcess(ProcessHandle handle, ProcessRef process, Path proc) throws IOException {
        this.handle = handle;
        this.statm = new KeptFile(proc.resolve(process.pid() + "/statm"));
        statm.read();
    }

    ProcessHandle handle() {
        return handle;
    }

    /**
     * Resident pages now; 0 for one that has ended and waits for its parent to take notice.
     *
     * @throws IOException it has ended, or this was closed
     */
    long residentPages() throws IOException {
        return pages(PreparedProcess::residentPages);
    }

    /**
     * Anonymous pages now: those that its end makes available for certain.
     *
     * @throws IOException as above
     */
    long anonymousPages() throws IOException {
        return pages(PreparedProcess::anonymousPages);
    }

    private synchronized long pages(Field field) throws IOException {
        if (ended) {
            throw new IOException(statm.path() + ": not open any more");
        }
        try {
            return field.in(statm.read());
        } catch (IOException e) {
            close(); // never to be opened anew: the PID may be another process's by now
            throw e;
        }
    }

    private static long residentPages(KernelText statm) throws IOException {
        statm.skipWord(); // virtual size
        return statm.number();
    }

    /** Resident pages but those that are shared: of mapped files, and of shared memory, which is freed with its last user only. */
    static long anonymousPages(KernelText statm) throws IOException {
        long residentPages = residentPages(statm);
        return Math.max(0, residentPages - statm.number());
    }

    @Override
    public synchronized void close() {
        ended = true;
        statm.close();
    }
}
