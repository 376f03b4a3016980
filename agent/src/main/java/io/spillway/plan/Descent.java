package io.spillway.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From which of some processes a process descends (or which it is): the nearest one. Every process is walked over once. */
final class Descent<T> {
    private final ProcessTree processes;
    private final Map<Long, T> roots;
    private final Map<Long, T> found = new HashMap<>();
    private final Set<Long> fromNone = new HashSet<>();

    Descent(ProcessTree processes, Map<Long, T> roots) {
        this.processes = processes;
        this.roots = Map.copyOf(roots);
    }

    Optional<T> from(long pid) {
        if (roots.isEmpty()) {
            return Optional.empty();
        }
        List<Long> path = new ArrayList<>();
        Set<Long> onPath = new HashSet<>();
        long at = pid;
        // A table that is read in slices may show a parent that has ended and whose PID is another's now: even circles.
        while (at > 0 && onPath.add(at) && !fromNone.contains(at)) {
            T root = roots.containsKey(at) ? roots.get(at) : found.get(at);
            if (root != null) {
                path.forEach(passed -> found.put(passed, root));
                return Optional.of(root);
            }
            path.add(at);
            at = processes.find(at).map(process -> process.parentPid()).orElse(0L);
        }
        fromNone.addAll(path);
        return Optional.empty();
    }
}
