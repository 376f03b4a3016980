package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/**
 * A process.
 *
 * @param name {@code comm}, at most 15 characters
 * @param executable file name of the executable, without folders; empty where it may not be read (kernel threads have none)
 * @param user name of the owner, or the number where it has none
 * @param residentBytes all that it holds, from {@code statm}
 * @param fileBytes the part of it that maps files: page cache, which its end makes no more available than it was
 * @param sharedMemoryBytes the part of it that is shared memory (shm, memfd): its end frees that only as its last user
 * @param cgroup path from {@code /proc/PID/cgroup}: the memory controller's on version 1, the only one on version 2
 * @param kind kernel threads are never ended
 */
public record ProcessInfo(
        ProcessRef ref,
        long parentPid,
        String name,
        String executable,
        String user,
        long residentBytes,
        long fileBytes,
        long sharedMemoryBytes,
        String cgroup,
        Kind kind) {

    /** Whether it is a program or a part of the kernel. */
    public enum Kind {
        PROGRAM,
        KERNEL_THREAD
    }

    public ProcessInfo {
        requireNonNull(ref, "ref");
        requireNonNull(name, "name");
        requireNonNull(executable, "executable");
        requireNonNull(user, "user");
        requireNonNull(cgroup, "cgroup");
        requireNonNull(kind, "kind");
    }

    /** The same process when it holds so much anonymous memory. */
    public ProcessInfo holding(long anonymousBytes) {
        return new ProcessInfo(
                ref,
                parentPid,
                name,
                executable,
                user,
                anonymousBytes + fileBytes + sharedMemoryBytes,
                fileBytes,
                sharedMemoryBytes,
                cgroup,
                kind);
    }

    /** What its end makes available for certain. */
    public long anonymousBytes() {
        return Math.max(0, residentBytes - fileBytes - sharedMemoryBytes);
    }

    /** The same with what its end makes available if nobody else uses it. */
    public long ownBytes() {
        return Math.max(0, residentBytes - fileBytes);
    }
}
