package io.spillway.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.record.Entry;
import io.spillway.record.Entry.Kind;
import io.spillway.record.RecordingLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2030-01-02T03:04:05Z"));
    private static final JournalLimits SMALL = new JournalLimits(10, 20, 2_000, 3);

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void anEntryIsInMemoryInTheLogAndOnDisk() throws IOException {
        FileJournal journal = journal();

        Entry entry = journal.add(
                Kind.MEASURE_DONE,
                "CRITICAL",
                "ollama/qwen2.5:3b",
                "unload-model",
                2_791_728_742L,
                640,
                "gone from /api/ps");

        assertThat(entry)
                .isEqualTo(new Entry(
                        1,
                        CLOCK.instant(),
                        Kind.MEASURE_DONE,
                        "CRITICAL",
                        "ollama/qwen2.5:3b",
                        "unload-model",
                        2_791_728_742L,
                        640,
                        "gone from /api/ps"));
        assertThat(journal.recent()).containsExactly(entry);
        assertThat(log.lines())
                .containsExactly(
                        "INFO measure=unload-model target=ollama/qwen2.5:3b relief_bytes=2791728742 took_ms=640"
                                + " level=CRITICAL detail=\"gone from /api/ps\"");
        assertThat(onDisk("journal.jsonl")).containsExactly(1L);
    }

    @Test
    void aChangeOfLevelSaysWhatItWas() {
        FileJournal journal = journal();

        journal.add(Kind.STARTED, "NORMAL", "", "", 0, 0, "");
        journal.add(Kind.LEVEL_CHANGED, "WARNING", "NORMAL", "", 0, 0, "");
        journal.add(Kind.LEVEL_CHANGED, "CRITICAL", "WARNING", "", 0, 0, "");

        assertThat(log.lines())
                .containsExactly(
                        "INFO event=started level=NORMAL",
                        "INFO level=WARNING was=NORMAL",
                        "INFO level=CRITICAL was=WARNING");
    }

    @Test
    void whatTheOperatorShouldActOnIsAWarning() {
        FileJournal journal = journal();

        for (Kind kind : Kind.values()) {
            journal.add(kind, "NORMAL", kind.name(), "action", 0, 0, "");
        }

        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(4)
                .allMatch(line -> line.contains("MEASURE_FAILED")
                        || line.contains("MEASURE_UNSETTLED")
                        || line.contains("SOURCE_LOST")
                        || line.contains("SHORTFALL"));
    }

    @Test
    void memoryIsBoundedAndKeepsTheNewest() {
        FileJournal journal = journal();

        add(journal, 25);

        assertThat(sequences(journal)).containsExactlyElementsOf(numbers(16, 25));
    }

    @Test
    void clearingEmptiesTheMemoryAndLeavesTheFile() throws IOException {
        FileJournal journal = journal();
        add(journal, 3);

        journal.clear();
        add(journal, 1);

        assertThat(sequences(journal)).containsExactly(4L);
        assertThat(onDisk("journal.jsonl")).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void theHistoryGoesOnAfterARestart() throws IOException {
        FileJournal before = journal();
        add(before, 12);
        before.close();

        FileJournal journal = journal();
        add(journal, 1);

        assertThat(sequences(journal)).containsExactlyElementsOf(numbers(4, 13));
        assertThat(onDisk("journal.jsonl")).endsWith(13L);
        assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void filesAreRotatedBySizeAndThreeAreKept() throws IOException {
        FileJournal journal = journal();

        add(journal, 100);

        List<Long> all = new ArrayList<>();
        for (String name : List.of("journal.3.jsonl", "journal.2.jsonl", "journal.1.jsonl", "journal.jsonl")) {
            assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(SMALL.fileBytes());
            all.addAll(onDisk(name));
        }
        assertThat(all).containsExactlyElementsOf(numbers(all.get(0), 100)).hasSizeGreaterThan(20);
        assertThat(folder.toFile().list()).hasSize(4);
    }

    @Test
    void anEntryThatIsLargerThanAFileIsWritten() throws IOException {
        FileJournal journal = journal();
        add(journal, 1);

        journal.add(Kind.OPERATION, "NORMAL", "x".repeat(5_000), "", 0, 0, "");
        add(journal, 1);

        assertThat(onDisk("journal.2.jsonl")).containsExactly(1L);
        assertThat(onDisk("journal.1.jsonl")).containsExactly(2L);
        assertThat(onDisk("journal.jsonl")).containsExactly(3L);
    }

    @Test
    void theNumbersGoOnRightAfterARotation() throws IOException {
        FileJournal before = journal();
        add(before, 30);
        Files.writeString(folder.resolve("journal.jsonl"), "");

        FileJournal journal = journal();
        Long last = onDisk("journal.1.jsonl").get(onDisk("journal.1.jsonl").size() - 1);

        assertThat(journal.add(Kind.STARTED, "NORMAL", "", "", 0, 0, "").sequence())
                .isEqualTo(last + 1);
    }

    @Test
    void aFileThatIsCutAnywhereIsMendedAndGoesOn() throws IOException {
        FileJournal before = journal();
        add(before, 3);
        byte[] whole = Files.readAllBytes(folder.resolve("journal.jsonl"));
        for (int length = 0; length <= whole.length; length++) {
            Files.write(folder.resolve("journal.jsonl"), Arrays.copyOf(whole, length));
            long lines = count(Arrays.copyOf(whole, length));

            FileJournal journal = journal();
            long next = journal.add(Kind.STARTED, "NORMAL", "", "", 0, 0, "").sequence();

            // a last line that lacks nothing but its line break is whole
            assertThat(next).isIn(lines + 1, lines + 2);
            assertThat(onDisk("journal.jsonl")).as("cut at %d", length).containsExactlyElementsOf(numbers(1, next));
        }
    }

    @Test
    void aTornEndIsSetAsideAndTold() throws IOException {
        FileJournal before = journal();
        add(before, 1);
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, "{\"sequ", StandardOpenOption.APPEND);

        journal();

        assertThat(log.lines())
                .endsWith("WARN the journal's " + file + " ended in a line that was not whole: its 6 bytes are now in "
                        + folder.resolve("journal.torn"));
        assertThat(folder.resolve("journal.torn")).hasContent("{\"sequ");
    }

    @Test
    void aDamagedLineInTheMiddleIsPassedOverAndTold() throws IOException {
        FileJournal before = journal();
        add(before, 3);
        Path file = folder.resolve("journal.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"sequence\":2", "\"sequence\":x"));

        assertThat(sequences(journal())).containsExactly(1L, 3L);

        assertThat(log.lines()).endsWith("WARN the journal's " + file + " has 1 damaged lines: they are passed over");
    }

    @Test
    void aFileOfNothingButDamageIsSetAsideAndTold() throws IOException {
        Path file = Files.write(folder.resolve("journal.jsonl"), new byte[3 << 20]);

        add(journal(), 1);

        assertThat(log.lines())
                .contains("WARN the journal's " + file + " ends in nothing but damaged lines: the file is now "
                        + folder.resolve("journal.damaged"));
        assertThat(onDisk("journal.jsonl")).containsExactly(1L);
    }

    @Test
    void aFullDiskIsToldOnceAndAgainWhenItWorks() throws IOException {
        Path file = folder.resolve("journal.jsonl");
        FileJournal journal = journal();
        Files.createSymbolicLink(file, Path.of("/dev/full"));

        add(journal, 3);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly("WARN source=journal state=lost level=NORMAL detail=\"" + file
                        + " cannot be written, the history is kept in memory alone: java.io.IOException: No space left on"
                        + " device\"");

        Files.delete(file);
        add(journal, 1);
        assertThat(log.lines())
                .endsWith("INFO source=journal state=back level=NORMAL detail=\"" + file
                        + " is written again; 4 entries are missing in it\"");
        assertThat(onDisk("journal.jsonl")).containsExactly(5L, 6L);
        assertThat(sequences(journal)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aStateDirectoryThatCannotBeMadeIsNotFatal() throws IOException {
        Path notADirectory = Files.writeString(folder.resolve("file"), "");

        FileJournal journal = FileJournal.open(notADirectory, SMALL, CLOCK, Runnable::run, log);
        add(journal, 2);

        assertThat(sequences(journal)).hasSize(3);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
    }

    @Test
    void aDirectoryThatIsDeletedIsMadeAgain() throws IOException {
        Path state = folder.resolve("state");
        FileJournal journal = FileJournal.open(state, SMALL, CLOCK, Runnable::run, log);
        add(journal, 1);
        Files.delete(state.resolve("journal.jsonl"));
        Files.delete(state);

        add(journal, 1);

        assertThat(onDisk("state/journal.jsonl")).containsExactly(2L);
    }

    @Test
    void aDiskThatHangsHoldsUpNeitherAddingNorSubscribers() throws Exception {
        Path pipe = folder.resolve("journal.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        FileJournal journal = journal(threads);
        CountDownLatch told = new CountDownLatch(50);
        journal.subscribe(entry -> told.countDown());

        add(journal, 1);
        for (int i = 0; i < 49; i++) {
            // the telling lane has room for 20: let it catch up
            awaitTold(told, 49 - i);
            add(journal, 1);
        }
        awaitTold(told, 0);
        assertThat(sequences(journal)).containsExactlyElementsOf(numbers(41, 50));

        try (InputStream reader = Files.newInputStream(pipe)) {
            assertThat(reader).isNotNull();
            awaitLine("state=lost");
        }
        Files.delete(pipe);
        addUntilItIsBack(journal);
        assertThat(log.lines()).anyMatch(line -> line.matches(".*state=back.* is written again; [0-9]+ entries .*"));
    }

    @Test
    void whatDidNotFitIsCountedAndTold() {
        List<Runnable> tasks = new ArrayList<>();
        FileJournal journal = journal(tasks::add);
        add(journal, 23);

        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }

        assertThat(log.lines())
                .contains(
                        "WARN source=journal state=lost level=NORMAL detail=\"3 entries were told to nobody: log or"
                                + " subscribers were too slow\"",
                        "WARN source=journal state=lost level=NORMAL detail=\"4 entries are missing in "
                                + folder.resolve("journal.jsonl") + ": the disk was too slow\"");
    }

    @Test
    void subscribersSeeEachEntryOnceInOrderAndOneThatThrowsHurtsNobody() throws Exception {
        FileJournal journal =
                FileJournal.open(folder, new JournalLimits(10_000, 10_000, 10 << 20, 3), CLOCK, threads, log);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        journal.subscribe(entry -> {
            throw new IllegalStateException("not today");
        });
        journal.subscribe(entry -> seen.add(entry.sequence()));
        ExecutorService adders = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> added = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                added.add(adders.submit(() -> add(journal, 500)));
            }
            for (Future<?> future : added) {
                future.get();
            }
        } finally {
            adders.shutdownNow();
        }
        journal.close();

        assertThat(seen).containsExactlyElementsOf(numbers(1, 2_000));
        assertThat(sequences(journal)).containsExactlyElementsOf(numbers(1, 2_000));
        assertThat(onDisk("journal.jsonl")).containsExactlyElementsOf(numbers(1, 2_000));
        assertThat(log.lines()).contains("WARN a subscriber of the journal failed at entry 1");
    }

    @Test
    void closingWritesWhatWaits() throws IOException {
        threads.shutdown();
        FileJournal journal = journal(threads);
        add(journal, 3);
        journal.close();

        assertThat(onDisk("journal.jsonl")).containsExactly(1L, 2L, 3L);
    }

    private FileJournal journal() {
        return journal(Runnable::run);
    }

    private FileJournal journal(Executor executor) {
        return FileJournal.open(folder, SMALL, CLOCK, executor, log);
    }

    private static void add(FileJournal journal, int entries) {
        for (int i = 0; i < entries; i++) {
            journal.add(Kind.OPERATION, "NORMAL", "optimize", "", 0, 0, "");
        }
    }

    private static List<Long> sequences(FileJournal journal) {
        return journal.recent().stream().map(Entry::sequence).toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<Long> onDisk(String name) throws IOException {
        EntryJson json = new EntryJson();
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .map(line -> json.read(line, 0, line.length).orElseThrow().sequence())
                .toList();
    }

    private static long count(byte[] bytes) {
        long lines = 0;
        for (byte letter : bytes) {
            lines += letter == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static void awaitTold(CountDownLatch told, int left) {
        Deadline deadline = new Deadline();
        while (told.getCount() > left) {
            deadline.check("subscribers were not told");
        }
    }

    private void awaitLine(String part) {
        Deadline deadline = new Deadline();
        while (log.lines().stream().noneMatch(line -> line.contains(part))) {
            deadline.check("no line with " + part);
        }
    }

    private void addUntilItIsBack(FileJournal journal) {
        Deadline deadline = new Deadline();
        while (log.lines().stream().noneMatch(line -> line.contains("state=back"))) {
            add(journal, 1);
            deadline.check("the disk did not come back");
        }
    }

    /** Gives up after half a minute. */
    private static final class Deadline {
        private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);

        void check(String message) {
            if (System.nanoTime() > end) {
                throw new AssertionError(message);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
