package io.spillway.app;

import java.nio.file.Path;

/** Where the kernel shows itself. */
final class Places {
    static final Path PROC = Path.of("/proc");
    static final Path SYS_FS_CGROUP = Path.of("/sys/fs/cgroup");
    static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    static final Path PASSWD = Path.of("/etc/passwd");
    static final Path ROOT = Path.of("/");

    private Places() {}
}
