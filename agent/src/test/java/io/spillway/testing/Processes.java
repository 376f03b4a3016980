package io.spillway.testing;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;

/** Builds processes: {@code Processes.process("hog", 4711).holding(gib(3)).build()}. */
public final class Processes {
    private final String name;
    private final long pid;
    private long parent = 1;
    private String executable;
    private String user = "alice";
    private long residentBytes = Sizes.gib(0.3);
    private long fileBytes;
    private long sharedMemoryBytes;
    private String cgroup = "/user.slice";
    private ProcessInfo.Kind kind = ProcessInfo.Kind.PROGRAM;

    private Processes(String name, long pid) {
        this.name = name;
        this.pid = pid;
        this.executable = name;
    }

    /** {@code name} is cut at 15 characters, as the kernel does. */
    public static Processes process(String name, long pid) {
        return new Processes(name, pid);
    }

    public Processes parent(long parentPid) {
        this.parent = parentPid;
        return this;
    }

    public Processes executable(String fileName) {
        this.executable = fileName;
        return this;
    }

    public Processes user(String owner) {
        this.user = owner;
        return this;
    }

    public Processes holding(long bytes) {
        this.residentBytes = bytes;
        return this;
    }

    /** So much of what it holds is mapped from files. */
    public Processes mapping(long bytes) {
        this.fileBytes = bytes;
        return this;
    }

    /** So much of what it holds is shared memory. */
    public Processes sharing(long bytes) {
        this.sharedMemoryBytes = bytes;
        return this;
    }

    public Processes cgroup(String path) {
        this.cgroup = path;
        return this;
    }

    public Processes kernelThread() {
        this.kind = ProcessInfo.Kind.KERNEL_THREAD;
        return this;
    }

    public ProcessInfo build() {
        return new ProcessInfo(
                new ProcessRef(pid, 1),
                parent,
                name.substring(0, Math.min(15, name.length())),
                executable,
                user,
                residentBytes,
                fileBytes,
                sharedMemoryBytes,
                cgroup,
                kind);
    }
}
