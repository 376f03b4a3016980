package io.spillway.endtoend;

import static io.spillway.endtoend.Memory.MB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that fills memory as fast as it can. */
@Tag("agent")
@Timeout(180)
class RunawayEndToEndIT {
    private static final int HOG_MIB = 1536;
    private static final int BYSTANDER_MIB = 300;

    /** From the use at the start to the full budget: less than the runaway would take. */
    private static final long ROOM_BYTES = 1400 * MB;

    @TempDir
    private Path folder;

    @Test
    void aRunawayIsEndedEachTimeBeforeTheBudgetIsFullAndAProtectedBystanderLives() throws Exception {
        try (TestUser user = new TestUser();
                Program bystander = user.hog("bystander", BYSTANDER_MIB)) {
            bystander.answer();
            for (int round = 1; round <= 3; round++) {
                aRunawayIsEnded(Files.createDirectory(folder.resolve("round-" + round)), user);

                assertThat(bystander.isAlive()).isTrue();
                assertThat(Memory.residentBytes(bystander.pid())).isGreaterThan(BYSTANDER_MIB * MB);
            }
        }
    }

    private static void aRunawayIsEnded(Path folder, TestUser user) throws Exception {
        long usedBytes = Memory.usedBytes();
        try (RunningSpillway spillway = RunningSpillway.in(folder)
                        .budget(usedBytes + ROOM_BYTES)
                        .thresholds(above(usedBytes, usedBytes + ROOM_BYTES))
                        .section("processes", "min-rss: 128MB, protect: [bystander]")
                        .start();
                Program hog = user.hog(HOG_MIB)) {
            long mostHeldBytes = 0;
            long mostUsedBytes = 0;
            while (hog.isAlive()) {
                mostHeldBytes = Math.max(mostHeldBytes, heldBy(hog));
                mostUsedBytes = Math.max(mostUsedBytes, Memory.usedBytes());
                LockSupport.parkNanos(1_000_000);
            }
            spillway.await(
                    "the kill is in the journal",
                    () -> spillway.measures().findAny().isPresent());
            JournalEntry kill = spillway.measures().findFirst().orElseThrow();

            assertThat(hog.out())
                    .as("it never had all that it wanted; %s", spillway)
                    .isEmpty();
            assertThat(mostUsedBytes).as("the host used; %s", spillway).isLessThan(spillway.budgetBytes());
            assertThat(kill.kind()).as("%s", spillway).isEqualTo("MEASURE_DONE");
            assertThat(kill.action()).isEqualTo("kill-process");
            assertThat(kill.subject()).isEqualTo("hog[" + hog.pid() + "]");
            assertThat(kill.level()).isIn("EMERGENCY", "KILL_SWITCH");
            assertThat(kill.freedBytes()).isBetween(mostHeldBytes / 2, HOG_MIB * MB);
            assertThat(spillway.measures()).as("%s", spillway).hasSize(1);
        }
    }

    private static long heldBy(Program hog) {
        try {
            return Memory.residentBytes(hog.pid());
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The levels begin that much above the present use, whatever part of the budget that is. */
    private static Thresholds above(long usedBytes, long budgetBytes) {
        return Thresholds.inBytes(
                budgetBytes, usedBytes + 400 * MB, usedBytes + 500 * MB, usedBytes + 600 * MB, usedBytes + 750 * MB);
    }
}
