package io.spillway.act.self;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.self.Protection.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The out-of-memory score is a plain file here: that of the test's own JVM would be inherited by every child of later tests. */
class SelfProtectionTest {
    private static final String GUARD = "spillway-guard-under-test";

    @TempDir
    Path proc;

    @BeforeEach
    void lay() throws IOException {
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self/oom_score_adj"), "0\n");
    }

    private void thread(String tid, String name) throws IOException {
        Files.createDirectories(proc.resolve("self/task/" + tid));
        Files.writeString(proc.resolve("self/task/" + tid + "/comm"), name + "\n");
        Files.createDirectories(proc.resolve(tid));
        Files.writeString(proc.resolve(tid + "/timerslack_ns"), "50000\n");
    }

    private static Protection one(List<Protection> tried, String name) {
        return tried.stream()
                .filter(protection -> protection.name().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(tried.toString()));
    }

    @Test
    void schedulesARealThreadOrSaysWhyNot() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, GUARD));
        CountDownLatch end = new CountDownLatch(1);
        try {
            Path thread = executor.submit(
                            () -> Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self"))))
                    .get();
            executor.execute(() -> await(end));
            Path tid = thread.getFileName();
            Files.createSymbolicLink(proc.resolve("self/task"), Path.of("/proc/self/task"));
            Files.createSymbolicLink(
                    proc.resolve(tid.toString()), Path.of("/proc").resolve(tid));

            List<Protection> tried = new SelfProtection(proc).protect(GUARD);

            String slack =
                    Files.readString(Path.of("/proc/" + tid + "/timerslack_ns")).trim();
            String policy = policyOf(thread);
            // What may be done depends on who runs the tests; what is claimed has to be true for everybody.
            Protection scheduling = one(tried, "scheduling of the guard");
            assertThat(policy).as(scheduling.toString()).isEqualTo(scheduling.result() == Result.DONE ? "2" : "0");
            Protection collecting = one(tried, "scheduling of the garbage collection");
            assertThat(policyOf("VM Thread"))
                    .as(collecting.toString())
                    .isEqualTo(collecting.result() == Result.DONE ? "2" : "0");
            Protection slacking = one(tried, "timer slack");
            // A real-time thread has no slack at all, so the kernel may show 0 as soon as it is one.
            if (slacking.result() == Result.DONE) {
                assertThat(slack).isIn("1", "0");
            } else {
                assertThat(slacking.reason()).isNotEmpty();
            }
        } finally {
            end.countDown();
            executor.shutdown();
        }
    }

    private static String policyOf(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[38];
    }

    private static String policyOf(String threadName) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).trim().equals(threadName)) {
                    return policyOf(thread);
                }
            }
        }
        throw new AssertionError("this JVM has no " + threadName);
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void setsTimerSlackAndScore() throws IOException {
        thread("71", GUARD.substring(0, 15));
        thread("72", "other");
        thread("73", "VM Thread");

        List<Protection> tried = new SelfProtection(proc, "true").protect(GUARD);

        assertThat(Files.readString(proc.resolve("71/timerslack_ns"))).isEqualTo("1");
        assertThat(Files.readString(proc.resolve("72/timerslack_ns"))).isEqualTo("50000\n");
        assertThat(Files.readString(proc.resolve("self/oom_score_adj"))).isEqualTo("-900");
        assertThat(tried)
                .extracting(Protection::result)
                .containsExactly(Result.DONE, Result.DONE, Result.DONE, Result.DONE, Result.REFUSED);
        assertThat(one(tried, "locked memory").reason()).contains("native code");
    }

    @Test
    void knowsTheShortenedNamesOfNewerJvms() throws IOException {
        thread("71", "spillwa..r-test");

        List<Protection> tried = new SelfProtection(proc, "true").protect(GUARD);

        assertThat(one(tried, "timer slack").result()).isEqualTo(Result.DONE);
    }

    @Test
    void reportsAMissingChrt() throws IOException {
        thread("71", "guard");

        List<Protection> tried =
                new SelfProtection(proc, proc.resolve("no-chrt").toString()).protect("guard");

        assertThat(one(tried, "scheduling of the guard").result()).isEqualTo(Result.REFUSED);
        assertThat(one(tried, "scheduling of the guard").reason()).contains("no-chrt");
        assertThat(one(tried, "timer slack").result()).isEqualTo(Result.DONE);
    }

    @Test
    void reportsTheWordsOfAChrtThatFails() throws IOException {
        thread("71", "guard");
        Path chrt = proc.resolve("chrt");
        Files.writeString(chrt, "#!/bin/sh\necho not permitted: $* >&2; exit 1\n");
        assertThat(chrt.toFile().setExecutable(true)).isTrue();

        Protection scheduling = one(new SelfProtection(proc, chrt.toString()).protect("guard"), "scheduling");

        assertThat(scheduling.result()).isEqualTo(Result.REFUSED);
        assertThat(scheduling.reason()).isEqualTo("not permitted: --reset-on-fork --rr -p 10 71");
    }

    @Test
    void touchesNoThreadWhenTheNameIsNotClear() throws IOException {
        thread("71", "guard");
        thread("72", "guard");

        List<Protection> ambiguous = new SelfProtection(proc, "true").protect("guard");
        List<Protection> missing = new SelfProtection(proc, "true").protect("nobody");

        assertThat(one(ambiguous, "scheduling").reason()).contains("2 threads");
        assertThat(one(missing, "timer slack").reason()).contains("no thread is named nobody");
        assertThat(Files.readString(proc.resolve("71/timerslack_ns"))).isEqualTo("50000\n");
    }

    @Test
    void reportsAScoreThatIsRefused() throws IOException {
        Files.delete(proc.resolve("self/oom_score_adj"));

        List<Protection> tried = new SelfProtection(proc, "true").protect("guard");

        assertThat(one(tried, "score").result()).isEqualTo(Result.REFUSED);
        assertThat(one(tried, "score").reason()).contains("oom_score_adj");
    }
}
