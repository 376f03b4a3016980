package io.spillway.plan;

import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The processes by PID; put in order only when somebody asks, since most plans never do. */
final class ProcessTree {
    private final List<ProcessInfo> processes;
    private @Nullable Map<Long, ProcessInfo> byPid;

    ProcessTree(Inventory inventory) {
        this.processes = inventory.processes().orElse(List.of());
    }

    List<ProcessInfo> all() {
        return processes;
    }

    Optional<ProcessInfo> find(long pid) {
        Map<Long, ProcessInfo> index = byPid;
        if (index == null) {
            index = new HashMap<>(processes.size() * 2);
            for (ProcessInfo process : processes) {
                index.put(process.ref().pid(), process);
            }
            byPid = index;
        }
        return Optional.ofNullable(index.get(pid));
    }
}
