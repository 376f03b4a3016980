package io.spillway.sense.procfs;

import static io.spillway.sense.procfs.TableWalk.NOW;
import static io.spillway.sense.procfs.TableWalk.all;
import static io.spillway.sense.procfs.TableWalk.one;
import static io.spillway.sense.procfs.TableWalk.open;
import static io.spillway.sense.procfs.TableWalk.pids;
import static io.spillway.sense.procfs.TableWalk.walk;
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
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfsProcessTableOnAFixtureTest {
    /** A flag of the kernel's. */
    private static final long EXITING = 0x40_0004;

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
                        0,
                        0,
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
    void tellsMappedFilesAndSharedMemoryFromWhatIsItsOwn() throws IOException {
        host.add(50, "large", 900, 1, 10_000);
        Fixtures.lay(host.file(50, "statm"), "20000 10000 6000 5 0 89 0\n");
        Fixtures.lay(host.file(50, "status"), "Uid:\t0\t0\t0\t0\nRssFile:\t 16000 kB\nRssShmem:\t 8000 kB\n");

        walk(table);

        assertThat(one(table, 50).residentBytes()).isEqualTo(40_000L << 10);
        assertThat(one(table, 50).fileBytes()).isEqualTo(16_000L << 10);
        assertThat(one(table, 50).sharedMemoryBytes()).isEqualTo(8_000L << 10);
        assertThat(one(table, 50).anonymousBytes()).isEqualTo(16_000L << 10);

        Fixtures.lay(host.file(50, "statm"), "20000 10000 9000 5 0 89 0\n");
        walk(table);

        assertThat(one(table, 50).anonymousBytes()).isEqualTo(4_000L << 10);
    }

    @Test
    void isAsOldAsTheBeginningOfItsWalkForItStillShowsWhatEndedMeanwhile() throws IOException {
        for (int pid = 10_000; pid < 10_400; pid++) {
            host.add(pid, "crowd", 900, 1, 10);
        }
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        ProcfsProcessTable walked = ProcfsProcessTable.open(proc, etc.resolve("passwd"), now::get);

        assertThat(walked.scanSlice()).isFalse();
        now.set(NOW.plusSeconds(1));
        for (int pid = 10_000; pid < 10_400; pid++) {
            host.remove(pid);
        }
        walk(walked);

        assertThat(pids(walked)).hasSizeGreaterThan(100);
        assertThat(walked.processes()).isInstanceOfSatisfying(Sensed.Known.class, known -> assertThat(known.at())
                .isEqualTo(NOW));
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
        host.add(50, "gone", 900, 1, 10);
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
