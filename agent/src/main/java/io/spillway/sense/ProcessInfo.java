package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/**
 * A process.
 *
 * @param name {@code comm}, at most 15 characters
 * @param executable file name of the executable, without folders; empty where it may not be read (kernel threads have none)
 * @param user name of the owner, or the number where it has none
 * @param residentBytes from {@code statm}
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

    /** The same process when it holds so much. */
    public ProcessInfo holding(long bytes) {
        return new ProcessInfo(ref, parentPid, name, executable, user, bytes, cgroup, kind);
    }
}
