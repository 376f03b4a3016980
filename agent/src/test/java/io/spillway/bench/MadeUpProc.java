package io.spillway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@code /proc} of many processes, as real files, best in memory. One process in twenty is large enough to be ended. */
final class MadeUpProc implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Path REAL = Path.of("/proc/self");
    private static final int SMALL_PAGES = 1_000;
    private static final int LARGE_PAGES = 70_000;

    private final Path proc;

    MadeUpProc(int processes) throws IOException {
        proc = Files.isWritable(SHARED_MEMORY)
                ? Files.createTempDirectory(SHARED_MEMORY, "spillway-bench")
                : Files.createTempDirectory("spillway-bench");
        long own = ProcessHandle.current().pid();
        add(1, 0, SMALL_PAGES);
        add(own, 1, SMALL_PAGES);
        Files.createSymbolicLink(proc.resolve("self"), Path.of(Long.toString(own)));
        Files.write(proc.resolve("self/auxv"), Files.readAllBytes(REAL.resolve("auxv")));
        long pid = 2;
        for (int made = 2; made < processes; pid++) {
            if (pid != own) {
                add(pid, 1, made % 20 == 0 ? LARGE_PAGES : SMALL_PAGES);
                made++;
            }
        }
    }

    Path path() {
        return proc;
    }

    private void add(long pid, long parent, long pages) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (worker) S " + parent + " 1 1 0 -1 4194304 99 0 0 0 12 3 0 0 20 0 7 0 " + (1000 + pid)
                        + " 3133440 " + pages
                        + " 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
                ISO_8859_1);
        Files.writeString(folder.resolve("statm"), "99999 " + pages + " 100 1 0 900 0\n", ISO_8859_1);
        Files.writeString(folder.resolve("status"), "Name:\tworker\nUid:\t1000\t1000\t1000\t1000\n", ISO_8859_1);
        Files.writeString(folder.resolve("cgroup"), "4:memory:/user\n0::/\n", ISO_8859_1);
        Files.createSymbolicLink(folder.resolve("exe"), Path.of("/opt/bench/worker"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(proc)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
