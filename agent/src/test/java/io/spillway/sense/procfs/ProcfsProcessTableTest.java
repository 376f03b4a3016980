package io.spillway.sense.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessInfo.Kind;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfsProcessTableTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    /** A flag of the kernel's. */
    private static final long EXITING = 0x40_0004;

    private static ProcfsProcessTable open(Path proc, Path passwd) throws IOException {
        return ProcfsProcessTable.open(proc, passwd, InstantSource.fixed(NOW));
    }

    /** Slices until the whole table has been seen; answers how many. */
    private static int walk(ProcfsProcessTable table) {
        int slices = 1;
        while (!table.scanSlice()) {
            slices++;
        }
        return slices;
    }

    private static List<ProcessInfo> all(ProcfsProcessTable table) {
        return table.processes().orElse(List.of());
    }

    private static ProcessInfo one(ProcfsProcessTable table, long pid) {
        return all(table).stream()
                .filter(info -> info.ref().pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process " + pid + " in " + table.processes()));
    }

    private static List<Long> pids(ProcfsProcessTable table) {
        return all(table).stream().map(info -> info.ref().pid()).toList();
    }

    @Nested
    class OnThisMachine {
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
                        .isEqualTo(
                                ProcessHandle.current().parent().orElseThrow().pid());
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
                                own,
                                ProcessHandle.current().parent().orElseThrow().pid())
                        .doesNotHaveDuplicates()
                        .allMatch(pid -> pid > 0);
            }
        }
    }

    @Nested
    class OnAFixture {
        @TempDir
        Path proc;

        @TempDir
        Path etc;

        private ProcFixture host;
        private ProcfsProcessTable table;

        @BeforeEach
        void lay() throws IOException {
            host = new ProcFixture(proc);
            Fixtures.lay(
                    etc.resolve("passwd"), "root:x:0:0:r:/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n+::::::\n");
            table = open(proc, etc.resolve("passwd"));
        }

        @Test
        void doesNotKnowBeforeTheFirstWalk() {
            assertThat(table.processes()).isInstanceOf(Sensed.Unknown.class);
        }

        @Test
        void readsEverythingAboutAProcess() throws IOException {
            host.add(50, "worker) S 1 (x", 900, 7, 10);
            host.cgroup(50, "/docker/4dcd");
            host.user(50, 0);

            walk(table);

            assertThat(one(table, 50))
                    .isEqualTo(new ProcessInfo(
                            new ProcessRef(50, 900),
                            7,
                            "worker) S 1 (x",
                            "worker) S 1 (x",
                            "root",
                            40_960,
                            "/docker/4dcd",
                            Kind.PROGRAM));
            assertThat(table.processes()).isInstanceOfSatisfying(Sensed.Known.class, known -> assertThat(known.at())
                    .isEqualTo(NOW));
        }

        @Test
        void walksInSlicesAndSeesEachProcessOnce() throws IOException {
            for (int pid = 10_000; pid < 10_950; pid++) {
                host.add(pid, "many", pid, 1, 10);
            }

            int slices = walk(table);

            assertThat(slices).isBetween(5, 6);
            assertThat(all(table)).hasSize(951);
            assertThat(pids(table)).doesNotHaveDuplicates().isSorted();
            assertThat(walk(table)).isEqualTo(slices);
            assertThat(all(table)).hasSize(951);
        }

        @Test
        void seesTheResidentSizeMoveAndKeepsTheRest() throws IOException {
            host.add(50, "grower", 900, 1, 10);
            walk(table);
            ProcessInfo before = one(table, 50);

            host.stat(50, "grower", 'R', 1, 0, 900, 20);
            walk(table);

            assertThat(one(table, 50).residentBytes()).isEqualTo(2 * before.residentBytes());
            assertThat(one(table, 50).ref()).isEqualTo(before.ref());
            assertThat(one(table, 50).executable()).isEqualTo("grower");
        }

        @Test
        void trustsTheExactFileForALargeProcess() throws IOException {
            host.add(50, "large", 900, 1, 10_000);
            Fixtures.lay(host.file(50, "statm"), "20000 10050 5 5 0 89 0\n");

            walk(table);

            assertThat(one(table, 50).residentBytes()).isEqualTo(10_050L * 4096);
        }

        @Test
        void takesAReusedPidForAnotherProcess() throws IOException {
            host.add(50, "same", 900, 1, 10);
            walk(table);

            host.add(50, "same", 901, 1, 10);
            host.cgroup(50, "/other");
            host.user(50, 0);
            walk(table);

            assertThat(one(table, 50).ref()).isEqualTo(new ProcessRef(50, 901));
            assertThat(one(table, 50).cgroup()).isEqualTo("/other");
            assertThat(one(table, 50).user()).isEqualTo("root");
        }

        @Test
        void seesWhatHasBecomeAnotherProgram() throws IOException {
            host.add(50, "sh", 900, 1, 10);
            walk(table);

            host.add(50, "server", 900, 1, 10);
            walk(table);

            assertThat(one(table, 50).executable()).isEqualTo("server");
        }

        @Test
        void noticesAMoveToAnotherCgroupBeforeLong() throws IOException {
            host.add(50, "mover", 900, 1, 10);
            walk(table);

            host.cgroup(50, "/moved");
            for (int i = 0; i < 8; i++) {
                walk(table);
            }

            assertThat(one(table, 50).cgroup()).isEqualTo("/moved");
        }

        @Test
        void tellsKernelThreadsFromPrograms() throws IOException {
            host.add(2, "kthreadd", 1, 0, 0);
            host.stat(2, "kthreadd", 'S', 0, 0x20_8040, 1, 0);

            walk(table);

            assertThat(one(table, 2).kind()).isEqualTo(Kind.KERNEL_THREAD);
            assertThat(one(table, 2).executable()).isEmpty();
        }

        @Test
        void aProcessThatIsEndingHoldsItsMemoryUntilItHasEnded() throws IOException {
            host.add(50, "runaway", 900, 1, 1_000);
            walk(table);
            host.stat(50, "runaway", 'R', 1, EXITING, 900, 0);

            // More often than a process is read anew.
            for (int walks = 0; walks < 10; walks++) {
                walk(table);

                assertThat(one(table, 50).residentBytes()).isEqualTo(1_000 * 4096);
            }

            host.stat(50, "runaway", 'Z', 1, EXITING, 900, 0);
            walk(table);
            assertThat(pids(table)).doesNotContain(50L);
        }

        @Test
        void ofAProcessThatWasNeverSeenBeforeItsEndNothingIsClaimed() throws IOException {
            host.add(50, "runaway", 900, 1, 0);
            host.stat(50, "runaway", 'R', 1, EXITING, 900, 0);

            walk(table);

            assertThat(one(table, 50).residentBytes()).isZero();
        }

        @Test
        void leavesOutZombies() throws IOException {
            host.stat(50, "gone", 'Z', 1, 0, 900, 0);

            walk(table);

            assertThat(pids(table)).containsExactly(ProcFixture.OWN_PID);
        }

        @Test
        void livesWithProcessesThatMayNotBeSeen() throws IOException {
            Files.createDirectories(proc.resolve("60"));
            host.add(61, "half", 900, 1, 10);
            Files.delete(host.file(61, "cgroup"));
            host.add(62, "secret", 900, 1, 10);
            Files.delete(host.file(62, "exe"));
            host.stat(63, "x", 'S', 1, 0, 900, 10);
            Fixtures.lay(host.file(63, "stat"), "rubbish");

            walk(table);

            assertThat(pids(table)).containsExactly(62L, ProcFixture.OWN_PID);
            assertThat(one(table, 62).executable()).isEmpty();
        }

        @Test
        void namesTheExecutableThatWasReplacedOnDisk() throws IOException {
            host.add(50, "postgres", 900, 1, 10);
            Files.delete(host.file(50, "exe"));
            Files.createSymbolicLink(host.file(50, "exe"), Path.of("/usr/lib/postgresql/bin/postgres (deleted)"));

            walk(table);

            assertThat(one(table, 50).executable()).isEqualTo("postgres");
        }

        @Test
        void showsAUserWithoutANameAsANumberUntilItGetsOne() throws IOException {
            host.add(50, "x", 900, 1, 10);
            host.user(50, 1234);
            walk(table);
            assertThat(one(table, 50).user()).isEqualTo("1234");

            Fixtures.lay(etc.resolve("passwd"), "eve:x:1234:1234::/:/bin/sh\n");
            Files.setLastModifiedTime(etc.resolve("passwd"), java.nio.file.attribute.FileTime.fromMillis(1));
            host.add(50, "x", 901, 1, 10);
            host.user(50, 1234);
            walk(table);

            assertThat(one(table, 50).user()).isEqualTo("eve");
        }

        @Test
        void countsAncestorsUpToThePidOne() throws IOException {
            host.add(ProcFixture.OWN_PID, "java", 77, 300, 100);
            host.add(300, "sh", 70, 1, 100);
            host.add(1, "init", 0, 0, 100);

            walk(table);

            assertThat(table.ownPids()).containsExactly(ProcFixture.OWN_PID, 300L, 1L);
        }

        @Test
        void countsItselfAloneInANamespaceOfItsOwn() throws IOException {
            host.add(ProcFixture.OWN_PID, "java", 77, 0, 100);

            walk(table);

            assertThat(table.ownPids()).containsExactly(ProcFixture.OWN_PID);
        }

        @Test
        void doesNotKnowWhenProcCannotBeListed() throws IOException {
            host.remove(ProcFixture.OWN_PID);
            Files.delete(proc.resolve("self"));
            Files.delete(proc.resolve("meminfo"));
            Files.delete(proc);

            walk(table);

            assertThat(table.processes())
                    .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains(proc.toString()));
            Files.createDirectories(proc);
        }

        @Test
        void doesNotKnowTheOthersWhenItCannotReadItself() throws IOException {
            host.add(50, "other", 900, 1, 10);
            walk(table);
            host.remove(ProcFixture.OWN_PID);

            walk(table);

            assertThat(table.processes())
                    .isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                            .contains("does not show this process"));

            host.add(ProcFixture.OWN_PID, "java", 78, 1, 10);
            walk(table);
            assertThat(pids(table)).containsExactly(50L, ProcFixture.OWN_PID);
        }

        @Test
        void doesNotOpenWithoutAPageSize() throws IOException {
            Files.write(host.file(ProcFixture.OWN_PID, "auxv"), new byte[16]);

            assertThatThrownBy(() -> open(proc, etc.resolve("passwd")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("auxv");
        }
    }
}
