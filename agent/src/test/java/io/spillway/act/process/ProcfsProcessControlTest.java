package io.spillway.act.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.ProcessRef;
import io.spillway.sense.kernel.TextReader;
import io.spillway.sense.procfs.PageSize;
import io.spillway.sense.procfs.StatLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals go only to children that the test itself started. */
class ProcfsProcessControlTest {
    private static final Path PROC = Path.of("/proc");
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final List<Process> children = new ArrayList<>();
    private ProcfsProcessControl control;

    @BeforeEach
    void open() throws IOException {
        control = ProcfsProcessControl.open(PROC);
    }

    @AfterEach
    void endChildren() throws InterruptedException {
        control.close();
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
    }

    private Process start(String... command) throws IOException {
        Process child = new ProcessBuilder(command).start();
        children.add(child);
        return child;
    }

    private Process sleep() throws IOException {
        return start("sleep", "60");
    }

    private static ProcessRef ref(Process process) throws IOException {
        return ref(process.pid());
    }

    private static ProcessRef ref(long pid) throws IOException {
        return new ProcessRef(
                pid,
                new StatLine()
                        .parse(new TextReader().read("/proc/" + pid + "/stat"))
                        .startTicks());
    }

    private static ProcessRef reused(ProcessRef process) {
        return new ProcessRef(process.pid(), process.startTicks() + 1);
    }

    /** The number of the signal that ended it. */
    private static int endedBy(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return process.exitValue() - 128;
    }

    private static boolean within(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static long openStatms() {
        try (Stream<Path> files = Files.list(PROC.resolve("self/fd"))) {
            return files.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().endsWith("/statm");
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void terminatesAPreparedProcess() throws Exception {
        Process sleep = sleep();
        ProcessRef process = ref(sleep);
        control.prepare(List.of(process));

        assertThat(control.terminate(process)).isTrue();

        assertThat(endedBy(sleep)).isEqualTo(SIGTERM);
        assertThat(control.isAlive(process)).isFalse();
        assertThat(control.anonymousBytes(process)).isZero();
    }

    @Test
    void killsAPreparedProcessThatIgnoresTerm() throws Exception {
        Process stubborn = start("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done");
        stubborn.getInputStream().read();
        ProcessRef process = ref(stubborn);
        control.prepare(List.of(process));

        assertThat(control.terminate(process)).isTrue();
        assertThat(control.isAlive(process)).isTrue();
        assertThat(control.kill(process)).isTrue();

        assertThat(endedBy(stubborn)).isEqualTo(SIGKILL);
    }

    @Test
    void tellsWhatThePreparedHoldNowAndNothingOfOneThatHasEnded() throws Exception {
        Process living = sleep();
        Process ended = sleep();
        ProcessRef process = ref(living);
        control.prepare(List.of(process, ref(ended)));
        assertThat(control.preparedBytes()).hasSize(2);

        ended.destroyForcibly().waitFor();

        assertThat(control.preparedBytes()).containsOnlyKeys(process);
        assertThat(control.preparedBytes().get(process)).isEqualTo(control.anonymousBytes(process));
    }

    @Test
    void signalsWhatWasNotPreparedToo() throws Exception {
        Process one = sleep();
        Process two = sleep();

        assertThat(control.terminate(ref(one))).isTrue();
        assertThat(control.kill(ref(two))).isTrue();

        assertThat(endedBy(one)).isEqualTo(SIGTERM);
        assertThat(endedBy(two)).isEqualTo(SIGKILL);
    }

    @Test
    void refusesAProcessWithAnotherStart() throws Exception {
        Process sleep = sleep();
        ProcessRef former = reused(ref(sleep));
        control.prepare(List.of(former));

        assertThat(control.terminate(former)).isFalse();
        assertThat(control.kill(former)).isFalse();

        assertThat(control.isAlive(former)).isFalse();
        assertThat(control.anonymousBytes(former)).isZero();
        assertThat(sleep.isAlive()).isTrue();
        assertThat(control.isAlive(ref(sleep))).isTrue();
    }

    @Test
    void refusesWhatHasEnded() throws Exception {
        Process sleep = sleep();
        ProcessRef process = ref(sleep);
        control.prepare(List.of(process));
        sleep.destroyForcibly().waitFor();

        assertThat(control.terminate(process)).isFalse();
        assertThat(control.kill(process)).isFalse();
        assertThat(control.anonymousBytes(process)).isZero();
    }

    @Test
    void takesAZombieForEnded() throws Exception {
        // Its parent, sh turned into sleep before the child ends, never takes notice of that end.
        Process parent = start("sh", "-c", "sleep 0.5 & echo $!; exec sleep 60");
        long pid = Long.parseLong(parent.inputReader().readLine());
        Path stat = PROC.resolve(pid + "/stat");
        assertThat(within(Duration.ofSeconds(20), () -> {
                    try {
                        return Files.readString(stat).contains(") Z ")
                                && Files.readString(PROC.resolve(parent.pid() + "/comm"))
                                        .startsWith("sleep");
                    } catch (IOException e) {
                        return false;
                    }
                }))
                .isTrue();
        ProcessRef zombie = ref(pid);
        control.prepare(List.of(zombie));

        assertThat(control.isAlive(zombie)).isFalse();
        assertThat(control.anonymousBytes(zombie)).isZero();
        assertThat(control.kill(zombie)).isFalse();
    }

    @Test
    void neverSignalsThisJvmOrTheFirstProcess() throws IOException {
        ProcessRef self = ref(ProcessHandle.current().pid());
        ProcessRef first = ref(1);
        control.prepare(List.of(self, first));

        assertThat(control.wouldSignal(self)).isFalse();
        assertThat(control.terminate(self)).isFalse();
        assertThat(control.kill(self)).isFalse();
        assertThat(control.wouldSignal(first)).isFalse();
        assertThat(control.kill(first)).isFalse();
        assertThat(control.isAlive(self)).isTrue();
    }

    @Test
    void tellsTheAnonymousSizePreparedOrNot() throws Exception {
        ProcessRef self = ref(ProcessHandle.current().pid());
        assertThat(control.anonymousBytes(self)).isGreaterThan(10 << 20);

        control.prepare(List.of(self));

        assertThat(control.anonymousBytes(self)).isGreaterThan(10 << 20);
    }

    private Process mapping(Path file) throws IOException {
        Process child = start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FileMapper.class.getName(),
                file.toString());
        assertThat(child.inputReader().readLine()).isEqualTo("mapped");
        return child;
    }

    private static long residentBytes(Process process) throws IOException {
        String[] statm =
                Files.readString(PROC.resolve(process.pid() + "/statm")).split(" ", -1);
        return Long.parseLong(statm[1]) * PageSize.read(PROC);
    }

    @Test
    void doesNotClaimTheFilesThatAProcessMaps(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("weights"), new byte[200 << 20]);
        Process mapper = mapping(file);
        ProcessRef process = ref(mapper);

        assertThat(residentBytes(mapper)).isGreaterThan(200 << 20);
        assertThat(control.anonymousBytes(process)).isPositive().isLessThan(80 << 20);

        control.prepare(List.of(process));
        assertThat(control.anonymousBytes(process)).isPositive().isLessThan(80 << 20);
    }

    @Test
    void claimsTheMemoryOfItsOwnThatAProcessHolds() throws Exception {
        Process holder = start("tail", "-c", "40000000");
        holder.getOutputStream().write(new byte[40_000_000]);
        holder.getOutputStream().flush();
        ProcessRef process = ref(holder);

        assertThat(within(Duration.ofSeconds(20), () -> control.anonymousBytes(process) > 35_000_000))
                .isTrue();
    }

    @Test
    void keepsOpenWhatIsPreparedAgainAndClosesTheRest() throws Exception {
        ProcessRef one = ref(sleep());
        ProcessRef two = ref(sleep());
        long before = openStatms();

        control.prepare(List.of(one, two, two));
        assertThat(openStatms() - before).isEqualTo(2);
        control.prepare(List.of(two));
        assertThat(openStatms() - before).isEqualTo(1);
        control.prepare(List.of());
        assertThat(openStatms() - before).isZero();

        assertThat(control.anonymousBytes(one)).isPositive();
        assertThat(control.wouldSignal(one)).isTrue();
        assertThat(control.kill(two)).isTrue();
    }

    @Test
    void preparesNoMoreThanItsBound() throws Exception {
        ProcessRef sleeper = ref(sleep());
        List<ProcessRef> many = new ArrayList<>(Collections.nCopies(ProcfsProcessControl.MOST_PREPARED, ref(1)));
        many.add(sleeper);
        long before = openStatms();

        control.prepare(many);

        assertThat(openStatms() - before).isEqualTo(1);
        assertThat(control.anonymousBytes(sleeper)).isPositive();
    }

    @Test
    void leavesOutOfThePreparationWhatHasEnded() throws Exception {
        Process sleep = sleep();
        ProcessRef gone = ref(sleep);
        sleep.destroyForcibly().waitFor();
        long before = openStatms();

        control.prepare(List.of(gone));

        assertThat(openStatms()).isEqualTo(before);
    }

    @Test
    void rehearsesWithoutASignal() throws IOException {
        long before = openStatms();

        control.rehearse();
        control.rehearse();

        assertThat(openStatms()).isEqualTo(before);
    }

    @Test
    void doesNotOpenOnAProcThatNumbersProcessesInAnotherWay(@TempDir Path other) throws IOException {
        Files.createSymbolicLink(other.resolve("self"), Path.of("99999999"));

        assertThatThrownBy(() -> ProcfsProcessControl.open(other))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(other.toString(), "another PID namespace");
    }
}
