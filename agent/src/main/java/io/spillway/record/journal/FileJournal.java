package io.spillway.record.journal;

import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in memory, in the log and in {@code journal.jsonl} of the state directory. Log and subscribers are served apart from the
 * disk, so that a disk that hangs hides nothing from them; where the disk fails, memory, log and subscribers go on, and the journal
 * says so when it begins and when it ends.
 */
public final class FileJournal implements Journal {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String SUBJECT = "journal";

    private final Object lock = new Object();
    private final InstantSource clock;
    private final Logger log;
    private final JournalFile file;
    private final RecentEntries recent;
    private final EntryJson json = new EntryJson();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Lane<Entry> telling;
    private final Lane<Entry> writing;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong unwritten = new AtomicLong();
    private long nextSequence;
    private volatile String level = "";
    private volatile boolean closed;

    /** Of the writing task alone. */
    private boolean failing;

    private FileJournal(
            JournalFile file,
            JournalTail.Found found,
            JournalLimits limits,
            InstantSource clock,
            Executor executor,
            Logger log) {
        this.file = file;
        this.clock = clock;
        this.log = log;
        this.nextSequence = found.nextSequence();
        this.recent = new RecentEntries(limits.recent(), found.firstSequence());
        this.telling = new Lane<>(limits.waiting(), executor, this::tell);
        this.writing = new Lane<>(limits.waiting(), executor, this::write);
    }

    /**
     * Opens the journal of an earlier run or begins one; never fails. Reads the file's end, so call it where I/O may take a moment.
     *
     * @param executor runs at most two tasks of ours at a time: one serves log and subscribers, one the disk. With a single thread a
     *     disk that hangs holds up both.
     */
    public static FileJournal open(Path stateDirectory, JournalLimits limits, InstantSource clock, Executor executor) {
        return open(stateDirectory, limits, clock, executor, LoggerFactory.getLogger("io.spillway.journal"));
    }

    static FileJournal open(
            Path stateDirectory, JournalLimits limits, InstantSource clock, Executor executor, Logger log) {
        JournalFile file = new JournalFile(stateDirectory, limits);
        JournalTail.Found found = JournalTail.read(file.path(), limits.recent());
        found.told().forEach(log::warn);
        FileJournal journal = new FileJournal(file, found, limits, clock, executor, log);
        found.entries().forEach(journal.recent::add);
        return journal;
    }

    @Override
    public Entry add(
            Entry.Kind kind,
            String level,
            String subject,
            String action,
            long freedBytes,
            long tookMillis,
            String detail) {
        Entry entry;
        synchronized (lock) {
            entry = new Entry(
                    nextSequence, clock.instant(), kind, level, subject, action, freedBytes, tookMillis, detail);
            nextSequence++;
            this.level = level;
            recent.add(entry);
            if (!closed) {
                offer(entry);
            }
        }
        telling.wake();
        writing.wake();
        return entry;
    }

    private void offer(Entry entry) {
        if (!telling.offer(entry)) {
            untold.incrementAndGet();
        }
        if (!writing.offer(entry)) {
            unwritten.incrementAndGet();
        }
    }

    @Override
    public List<Entry> recent() {
        return recent.all();
    }

    @Override
    public void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    @Override
    public void clear() {
        synchronized (lock) {
            recent.clear();
        }
    }

    @Override
    public void close() {
        boolean told = telling.finish(PATIENCE);
        synchronized (lock) {
            closed = true;
        }
        boolean written = writing.finish(PATIENCE);
        if (!told || !written) {
            log.warn("the journal was closed before everything was {}", written ? "told" : "written");
        }
    }

    private void tell(List<Entry> entries) {
        for (Entry entry : entries) {
            logLine(entry);
            for (Subscriber subscriber : subscribers) {
                tell(subscriber, entry);
            }
        }
        long missed = untold.getAndSet(0);
        if (missed > 0) {
            addOwn(Entry.Kind.SOURCE_LOST, missed + " entries were told to nobody: log or subscribers were too slow");
        }
    }

    private void logLine(Entry entry) {
        String line = EntryLine.of(entry);
        switch (entry.kind()) {
            case MEASURE_FAILED, MEASURE_UNSETTLED, SOURCE_LOST, SHORTFALL -> log.warn(line);
            default -> log.info(line);
        }
    }

    private void tell(Subscriber subscriber, Entry entry) {
        try {
            subscriber.added(entry);
        } catch (RuntimeException e) {
            log.warn("a subscriber of the journal failed at entry {}", entry.sequence(), e);
        }
    }

    private void write(List<Entry> entries) {
        try {
            file.append(entries.stream().map(json::write).toList());
        } catch (JournalWriteException e) {
            unwritten.addAndGet(entries.size() - e.written());
            if (!failing) {
                failing = true;
                addOwn(
                        Entry.Kind.SOURCE_LOST,
                        file.path() + " cannot be written, the history is kept in memory alone: " + e.getMessage());
            }
            return;
        }
        long missed = unwritten.getAndSet(0);
        if (failing) {
            failing = false;
            addOwn(Entry.Kind.SOURCE_BACK, file.path() + " is written again; " + missed + " entries are missing in it");
        } else if (missed > 0) {
            addOwn(
                    Entry.Kind.SOURCE_LOST,
                    missed + " entries are missing in " + file.path() + ": the disk was too slow");
        }
    }

    private void addOwn(Entry.Kind kind, String detail) {
        add(kind, level, SUBJECT, "", 0, 0, detail);
    }
}
