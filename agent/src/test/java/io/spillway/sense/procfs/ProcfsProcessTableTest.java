package io.spillway.sense.procfs;

import static io.spillway.sense.procfs.TableWalk.one;
import static io.spillway.sense.procfs.TableWalk.open;
import static io.spillway.sense.procfs.TableWalk.pids;
import static io.spillway.sense.procfs.TableWalk.walk;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessInfo.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcfsProcessTableTest {
    private static final Path PROC = Path.of("/proc");
    private final long own = ProcessHandle.current().pid();

    @Test
    void showsThisJvmAsItIs() throws IOException {
        try (ProcfsProcessTable table = open(PROC, Path.of("/etc/passwd"))) {
            walk(table);

            ProcessInfo self = one(table, own);
            assertThat(self.executable()).isEqualTo("java");
            assertThat(self.name())
                    .isEqualTo(Files.readString(PROC.resolve("self/comm")).trim());
            assertThat(self.user())
                    .isEqualTo(ProcessHandle.current().info().user().orElseThrow());
            assertThat(self.kind()).isEqualTo(Kind.PROGRAM);
            assertThat(self.parentPid())
                    .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
            assertThat(Files.readString(PROC.resolve("self/cgroup"))).contains(":" + self.cgroup() + "\n");
            assertThat(self.residentBytes()).isGreaterThan(10 << 20);
            assertThat(self.ref().startTicks()).isPositive();
        }
    }

    @Test
    void showsAChildOfThisJvm() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try (ProcfsProcessTable table = open(PROC, Path.of("/etc/passwd"))) {
            walk(table);

            ProcessInfo seen = one(table, sleep.pid());
            assertThat(seen.parentPid()).isEqualTo(own);
            assertThat(seen.residentBytes()).isPositive();
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }

    @Test
    void tellsTheSizeOfALargeProcessExactly() throws Exception {
        Process large = new ProcessBuilder("tail", "-c", "40000000").start();
        try (ProcfsProcessTable table = open(PROC, Path.of("/etc/passwd"))) {
            large.getOutputStream().write(new byte[40_000_000]);
            large.getOutputStream().flush();

            // It still reads what is left in the pipe, so both are read again until it has settled.
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            long bytes;
            long seen;
            do {
                walk(table);
                seen = one(table, large.pid()).residentBytes();
                bytes = PageSize.read(PROC)
                        * Long.parseLong(Files.readString(PROC.resolve(large.pid() + "/statm"))
                                .split(" ", -1)[1]);
            } while ((seen != bytes || bytes < 30_000_000) && System.nanoTime() < deadline);

            assertThat(seen).isEqualTo(bytes).isGreaterThan(30_000_000);
        } finally {
            large.destroyForcibly().waitFor();
        }
    }

    @Test
    void forgetsWhatHasEnded() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try (ProcfsProcessTable table = open(PROC, Path.of("/etc/passwd"))) {
            walk(table);
            assertThat(pids(table)).contains(sleep.pid());

            sleep.destroyForcibly().waitFor();
            walk(table);

            assertThat(pids(table)).doesNotContain(sleep.pid());
        }
    }

    @Test
    void countsThisJvmAndItsAncestorsAsItsOwn() throws IOException {
        try (ProcfsProcessTable table = open(PROC, Path.of("/etc/passwd"))) {
            assertThat(table.ownPids())
                    .startsWith(
                            own, ProcessHandle.current().parent().orElseThrow().pid())
                    .doesNotHaveDuplicates()
                    .allMatch(pid -> pid > 0);
        }
    }
}
