package io.spillway.sense.procfs;

import io.spillway.sense.kernel.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@code /proc} of files, with processes that come, change and go as the test says. */
final class ProcFixture {
    static final long OWN_PID = 4242;
    private static final String CGROUP = "4:memory:/user\n0::/\n";

    private final Path proc;

    ProcFixture(Path proc) throws IOException {
        this.proc = proc;
        add(OWN_PID, "java", 77, 1, 100);
        Files.createSymbolicLink(proc.resolve("self"), Path.of(Long.toString(OWN_PID)));
        ByteBuffer auxv = ByteBuffer.allocate(6 * Long.BYTES).order(ByteOrder.nativeOrder());
        auxv.putLong(33)
                .putLong(0x7fff_0000_0000L)
                .putLong(6)
                .putLong(4096)
                .putLong(0)
                .putLong(0);
        Files.write(proc.resolve(OWN_PID + "/auxv"), auxv.array());
        Fixtures.lay("meminfo-6.1", proc.resolve("meminfo"));
    }

    void add(long pid, String name, long startTicks, long parent, long pages) throws IOException {
        stat(pid, name, 'S', parent, 0x40_0000, startTicks, pages);
        user(pid, 1000);
        Fixtures.lay(file(pid, "cgroup"), CGROUP);
        Files.deleteIfExists(file(pid, "exe"));
        Files.createSymbolicLink(file(pid, "exe"), Path.of("/opt/fixture/" + name.replace('/', '_')));
    }

    /** Seven threads while it lives; of an ended process only the first is left. */
    void stat(long pid, String name, char state, long parent, long flags, long startTicks, long pages)
            throws IOException {
        Fixtures.lay(
                file(pid, "stat"),
                pid + " (" + name + ") " + state + " " + parent + " 1 1 0 -1 " + flags
                        + " 99 0 0 0 12 3 0 0 20 -5 " + (state == 'Z' ? 1 : 7) + " 0 " + startTicks + " 3133440 "
                        + pages
                        + " 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
    }

    void user(long pid, long uid) throws IOException {
        Fixtures.lay(file(pid, "status"), "Name:\tx\nState:\tS\nUid:\t" + (uid + 1) + "\t" + uid + "\t0\t0\n");
    }

    void cgroup(long pid, String path) throws IOException {
        Fixtures.lay(file(pid, "cgroup"), "4:memory:" + path + "\n0::/\n");
    }

    void remove(long pid) throws IOException {
        try (Stream<Path> files = Files.walk(proc.resolve(Long.toString(pid)))) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    Path file(long pid, String name) {
        return proc.resolve(pid + "/" + name);
    }
}
