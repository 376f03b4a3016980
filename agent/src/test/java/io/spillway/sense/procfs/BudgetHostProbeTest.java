package io.spillway.sense.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Sensed;
import io.spillway.sense.kernel.Allocation;
import io.spillway.sense.kernel.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetHostProbeTest {
    private static final String MACHINE =
            "MemTotal: 1000 kB\nMemAvailable: 400 kB\nSwapTotal: 50 kB\nSwapFree: 20 kB\n";

    @TempDir
    Path proc;

    private final MemorySample sample = new MemorySample();

    private BudgetHostProbe budget(long kibibytes) throws IOException {
        Fixtures.lay(proc.resolve("meminfo"), MACHINE);
        return new BudgetHostProbe(new ProcfsHostProbe(proc, InstantSource.system()), kibibytes * 1024);
    }

    @Test
    void countsWhatTheMachineUsesAgainstTheBudget() throws IOException {
        try (BudgetHostProbe probe = budget(800)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(800 * 1024);
            assertThat(sample.availableBytes()).isEqualTo(200 * 1024);
            assertThat(sample.swapTotalBytes()).isEqualTo(50 * 1024);
            assertThat(sample.swapUsedBytes()).isEqualTo(30 * 1024);
        }
    }

    @Test
    void hasNothingLeftWhenTheMachineUsesMore() throws IOException {
        try (BudgetHostProbe probe = budget(500)) {
            probe.sample(sample);

            assertThat(sample.availableBytes()).isZero();
        }
    }

    @Test
    void leavesOutWhatIsSetAside() throws IOException {
        Fixtures.lay(proc.resolve("meminfo"), MACHINE);
        try (BudgetHostProbe probe =
                new BudgetHostProbe(new ProcfsHostProbe(proc, InstantSource.system()), 500 * 1024, 400 * 1024)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(500 * 1024);
            assertThat(sample.availableBytes()).isEqualTo(300 * 1024);
            assertThat(probe.describe()).contains("beyond 409600 bytes that were in use before");
        }
    }

    @Test
    void usesNothingWhileTheMachineUsesLessThanIsSetAside() throws IOException {
        Fixtures.lay(proc.resolve("meminfo"), MACHINE);
        try (BudgetHostProbe probe =
                new BudgetHostProbe(new ProcfsHostProbe(proc, InstantSource.system()), 500 * 1024, 700 * 1024)) {
            probe.sample(sample);

            assertThat(sample.availableBytes()).isEqualTo(500 * 1024);
        }
    }

    @Test
    void isNeverMoreThanTheMachineHasAndSaysSo() throws IOException {
        try (BudgetHostProbe probe = budget(5000)) {
            probe.sample(sample);

            assertThat(sample.totalBytes()).isEqualTo(1000 * 1024);
            assertThat(sample.availableBytes()).isEqualTo(400 * 1024);
            assertThat(probe.describe()).contains("which has 1024000 bytes in all");
        }
    }

    @Test
    void hasNoPressureOfItsOwn() throws IOException {
        try (BudgetHostProbe probe = budget(800)) {
            assertThat(probe.pressure()).isEqualTo(new Sensed.Absent<Pressure>("a budget has no pressure of its own"));
            assertThat(probe.refaults()).isInstanceOf(Sensed.Absent.class);
        }
    }

    @Test
    void samplesWithoutGarbage() throws IOException {
        try (BudgetHostProbe probe = budget(800)) {
            assertThat(Allocation.bytesPerRun(10_000, () -> probe.sample(sample)))
                    .isLessThan(1);
        }
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatThrownBy(() -> budget(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
