package io.spillway.sense.procfs;

import io.spillway.sense.ProcessInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What the tests of the process table do with one. */
final class TableWalk {
    private TableWalk() {}

    static final Instant NOW = Instant.ofEpochSecond(1000);

    static ProcfsProcessTable open(Path proc, Path passwd) throws IOException {
        return ProcfsProcessTable.open(proc, passwd, InstantSource.fixed(NOW));
    }

    /** Slices until the whole table has been seen; answers how many. */
    static int walk(ProcfsProcessTable table) {
        int slices = 1;
        while (!table.scanSlice()) {
            slices++;
        }
        return slices;
    }

    static List<ProcessInfo> all(ProcfsProcessTable table) {
        return table.processes().orElse(List.of());
    }

    static ProcessInfo one(ProcfsProcessTable table, long pid) {
        return all(table).stream()
                .filter(info -> info.ref().pid() == pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process " + pid + " in " + table.processes()));
    }

    static List<Long> pids(ProcfsProcessTable table) {
        return all(table).stream().map(info -> info.ref().pid()).toList();
    }
}
