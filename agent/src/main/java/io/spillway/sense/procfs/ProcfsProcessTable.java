package io.spillway.sense.procfs;

import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessTable;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process table of {@code /proc}, in slices. The folder itself is listed along with the slices (listing 10,000 processes at
 * once would take 10 ms); the kernel walks it by PID, so that a process that lives through the whole walk is seen exactly once.
 */
public final class ProcfsProcessTable implements ProcessTable {
    private static final int SLICE = 200;
    /** A process is read anew, with its executable, user and cgroup, once in so many walks, though it seems the same. */
    private static final int WALKS_BETWEEN_WHOLE_READS = 8;

    private final Path proc;
    private final PasswdUsers users;
    private final ProcessReader reader;
    private final InstantSource clock;

    private @Nullable DirectoryStream<Path> listing;
    private Iterator<Path> rest = Collections.emptyIterator();
    private Map<Long, ProcessInfo> before = new HashMap<>();
    private Map<Long, ProcessInfo> current = new HashMap<>();
    private long walk;
    /** As old as that is the first of what a walk saw: who ended since may still be shown. */
    private Instant walkBegan;

    private Sensed<List<ProcessInfo>> processes;
    private List<Long> ownPids;

    /**
     * Opens the table; nothing is scanned yet.
     *
     * @param proc where procfs is mounted: {@code /proc}
     * @param passwd {@code /etc/passwd}
     * @throws IOException the page size cannot be told
     */
    public static ProcfsProcessTable open(Path proc, Path passwd, InstantSource clock) throws IOException {
        return new ProcfsProcessTable(proc, new PasswdUsers(passwd), PageSize.read(proc), clock);
    }

    private ProcfsProcessTable(Path proc, PasswdUsers users, long pageBytes, InstantSource clock) {
        this.proc = proc;
        this.users = users;
        this.reader = new ProcessReader(proc, pageBytes, users);
        this.clock = clock;
        this.walkBegan = clock.instant();
        this.processes = Sensed.Unknown.notYetSeen(walkBegan);
        this.ownPids = readOwnPids();
    }

    /** Where the folder cannot be listed this walk ends, and {@link #processes} says why. */
    @Override
    public boolean scanSlice() {
        try {
            if (listing == null) {
                begin();
            }
            for (int i = 0; i < SLICE; i++) {
                if (!rest.hasNext()) {
                    finish();
                    return true;
                }
                visit(rest.next().getFileName().toString());
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            fail("cannot be listed: " + e.getMessage());
            return true;
        }
    }

    @SuppressWarnings("StreamResourceLeak") // stays open from slice to slice; close() closes it
    private void begin() throws IOException {
        users.refresh();
        walk++;
        walkBegan = clock.instant();
        DirectoryStream<Path> opened = Files.newDirectoryStream(proc);
        listing = opened;
        rest = opened.iterator();
    }

    private void visit(String entry) {
        if (!Character.isDigit(entry.charAt(0))) {
            return;
        }
        long pid = Long.parseLong(entry);
        ProcessInfo known = before.get(pid);
        boolean isDue = (walk + pid) % WALKS_BETWEEN_WHOLE_READS == 0;
        ProcessInfo info;
        if (known == null) {
            info = reader.read(pid);
        } else {
            info = isDue ? reader.readAnew(known) : reader.update(known);
        }
        if (info != null) {
            current.put(pid, info);
        }
    }

    private void finish() {
        close();
        ownPids = readOwnPids();
        // Whoever cannot read itself (no free file descriptor, a foreign procfs) must not take all others for ended.
        if (!current.containsKey(ownPids.get(0))) {
            fail("does not show this process itself");
            return;
        }
        List<ProcessInfo> seen = new ArrayList<>(current.values());
        seen.sort(Comparator.comparingLong(info -> info.ref().pid()));
        processes = new Sensed.Known<>(Collections.unmodifiableList(seen), walkBegan);
        Map<Long, ProcessInfo> emptied = before;
        emptied.clear();
        before = current;
        current = emptied;
    }

    private void fail(String why) {
        close();
        current.clear();
        Instant since =
                processes instanceof Sensed.Unknown<List<ProcessInfo>> unknown ? unknown.since() : clock.instant();
        processes = new Sensed.Unknown<>(proc + " " + why, since);
    }

    @Override
    public Sensed<List<ProcessInfo>> processes() {
        return processes;
    }

    @Override
    public List<Long> ownPids() {
        return ownPids;
    }

    /** This JVM as this {@code /proc} numbers it, its parent, and so on; PID 1 is the last where it is an ancestor. */
    private List<Long> readOwnPids() {
        List<Long> pids = new ArrayList<>();
        try {
            Long pid = Long.valueOf(Files.readSymbolicLink(proc.resolve("self")).toString());
            while (pid != null && pid > 0 && !pids.contains(pid)) {
                pids.add(pid);
                pid = reader.parent(pid);
            }
        } catch (IOException | NumberFormatException e) {
            pids.add(ProcessHandle.current().pid()); // no procfs: the table itself is unknown then
        }
        return List.copyOf(pids);
    }

    @Override
    public void close() {
        DirectoryStream<Path> opened = listing;
        listing = null;
        rest = Collections.emptyIterator();
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                // Nothing was written, so nothing can be lost.
            }
        }
    }
}
