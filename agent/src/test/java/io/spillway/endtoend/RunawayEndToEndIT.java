package io.spillway.endtoend;

import static io.spillway.endtoend.Memory.MB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that fills memory as fast as it can. The budget counts the whole machine: a round in which others took or gave back a lot
 * meanwhile shows nothing and is done again, and what was done in it must still have been right.
 */
@Tag("agent")
@Timeout(180)
class RunawayEndToEndIT {
    private static final int HOG_MIB = 1080;

    /**
     * Of two the larger is ended, and the runaway holds little more than {@link #EMERGENCY_BYTES} when it is. With the runaway at its
     * full size the two stay below 2 GiB, whatever goes wrong.
     */
    private static final int LARGER_THAN_THE_RUNAWAY_MIB = 900;

    /** What the runaway holds beside: its code and stack. Others may give back so much that it becomes full within the budget. */
    private static final long PROGRAM_BYTES = 8 * MB;

    /** From the use at the start to the full budget: less than the runaway would take. */
    private static final long ROOM_BYTES = 1000 * MB;

    /** Above the use at the start. */
    private static final long EMERGENCY_BYTES = 350 * MB;

    /** Down to it somebody has to go: CRITICAL, less the hysteresis of half a percent. */
    private static final long LEAVING_CRITICAL_BYTES = 225 * MB;

    /** What others on the machine may take in a round that counts. */
    private static final long DISTURBANCE_BYTES = 200 * MB;

    private static final int ROUNDS_THAT_COUNT = 3;
    private static final int MOST_ROUNDS = 20;

    @TempDir
    private Path folder;

    @Test
    void aRunawayIsEndedEachTimeBeforeTheBudgetIsFullAndAProtectedBystanderLives() throws Exception {
        runawaysAreEndedBeside("protected", LARGER_THAN_THE_RUNAWAY_MIB);
    }

    /** What a program that is ending has given up is not yet available for a moment: that must not cost another one its life. */
    @Test
    void aBystanderThatNothingProtectsLivesTooWhereEndingTheRunawaySuffices() throws Exception {
        runawaysAreEndedBeside("unprotected", 150);
    }

    private void runawaysAreEndedBeside(String name, int mebibytes) throws Exception {
        int counted = 0;
        for (int round = 1; counted < ROUNDS_THAT_COUNT; round++) {
            assertThat(round).as("rounds without a disturbance from elsewhere").isLessThanOrEqualTo(MOST_ROUNDS);
            Path home = Files.createDirectory(folder.resolve("round-" + round));
            try (TestUser user = new TestUser();
                    Program bystander = user.hog(name, mebibytes)) {
                bystander.answer();
                if (aRunawayIsEnded(home, user, bystander)) {
                    assertThat(Memory.residentBytes(bystander.pid())).isGreaterThan(mebibytes * MB);
                    counted++;
                }
            }
        }
    }

    /** Answers whether the round counts. */
    private static boolean aRunawayIsEnded(Path home, TestUser user, Program bystander) throws Exception {
        try (RunningSpillway spillway = RunningSpillway.in(home)
                        .budget(Memory.usedBytes() + ROOM_BYTES)
                        .section("processes", "min-rss: 128MB, protect: [protected]")
                        .start();
                MemoryWatch watch = new MemoryWatch()) {
            long usedBytes = Memory.usedBytes();
            spillway.change(above(usedBytes, spillway.budgetBytes()));
            try (Program hog = user.hog(HOG_MIB)) {
                Fill fill = watchUntilEnded(hog, usedBytes);
                if (hog.isAlive() || fill.mostOfOthersBytes() > usedBytes + DISTURBANCE_BYTES) {
                    return false;
                }
                assertEndedInTime(spillway, hog, fill);
            }
            spillway.awaitInventories(2);
            spillway.pause();
            List<JournalEntry> measures = spillway.measures().toList();
            assertRightUnderTheCircumstances(spillway, watch, usedBytes, measures);
            boolean counts = measures.size() == 1;
            assertThat(!counts || bystander.isAlive()).as("%s", spillway).isTrue();
            return counts;
        }
    }

    /** What was seen of a fill. */
    private record Fill(long mostHeldBytes, long mostUsedBytes, long mostOfOthersBytes) {}

    /** Until the program has ended, or is full and memory was never short, because others gave back as much. */
    private static Fill watchUntilEnded(Program hog, long usedBytes) throws IOException {
        Fill fill = new Fill(0, 0, 0);
        while (hog.isAlive() && (hog.out().isEmpty() || fill.mostUsedBytes() >= usedBytes + EMERGENCY_BYTES)) {
            long heldBytes = heldBy(hog);
            long nowUsedBytes = Memory.usedBytes();
            fill = new Fill(
                    Math.max(fill.mostHeldBytes(), heldBytes),
                    Math.max(fill.mostUsedBytes(), nowUsedBytes),
                    // It has given up its pages before they are available.
                    heldBytes == 0
                            ? fill.mostOfOthersBytes()
                            : Math.max(fill.mostOfOthersBytes(), nowUsedBytes - heldBytes));
            LockSupport.parkNanos(1_000_000);
        }
        return fill;
    }

    private static void assertEndedInTime(RunningSpillway spillway, Program hog, Fill fill) throws Exception {
        spillway.await(
                "the kill is in the journal",
                () -> spillway.measures().findAny().isPresent());
        JournalEntry kill = spillway.measures().findFirst().orElseThrow();
        assertThat(kill.subject()).as("%s", spillway).isEqualTo("hog[" + hog.pid() + "]");
        assertThat(kill.action()).isEqualTo("kill-process");
        assertThat(kill.kind()).isEqualTo("MEASURE_DONE");
        assertThat(kill.level()).isIn("EMERGENCY", "KILL_SWITCH");
        assertThat(kill.freedBytes()).isBetween(fill.mostHeldBytes() / 2, HOG_MIB * MB + PROGRAM_BYTES);
        assertThat(fill.mostUsedBytes()).as("the host used; %s", spillway).isLessThan(spillway.budgetBytes());
    }

    /** Whoever goes after the runaway goes after it has given back what it held, and because memory is short all the same. */
    private static void assertRightUnderTheCircumstances(
            RunningSpillway spillway, MemoryWatch watch, long usedBytes, List<JournalEntry> measures) {
        JournalEntry first = measures.get(0);
        for (JournalEntry next : measures.subList(1, measures.size())) {
            assertThat(next.begunAt())
                    .as("the runaway was gone; %s", spillway)
                    .isAfter(first.begunAt().plusMillis(first.tookMillis()));
            assertThat(watch.usedBytes(next.begunAt()))
                    .as("used when %s was ended; %s", next, spillway)
                    .isGreaterThanOrEqualTo(usedBytes + LEAVING_CRITICAL_BYTES);
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
                budgetBytes,
                usedBytes + 200 * MB,
                usedBytes + 275 * MB,
                usedBytes + EMERGENCY_BYTES,
                usedBytes + 500 * MB);
    }
}
