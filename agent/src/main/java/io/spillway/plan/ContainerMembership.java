package io.spillway.plan;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which container a process lives in: by its cgroup, by the id in its cgroup's path, or by descent from a container's first process. */
final class ContainerMembership {
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    /** Where two claim one process, as right after a restart, it counts for the protected one. */
    private static final Comparator<Container> PROTECTED_FIRST = Comparator.comparing(
                    (Container container) -> container.care() != Care.PROTECTED)
            .thenComparing(container -> container.id().value());

    private final Sensed<List<Container>> containers;
    private final ProcessTree processes;
    private final Map<String, Container> byCgroup = new HashMap<>();
    private final Map<String, Container> byId = new HashMap<>();
    private final Descent<Container> byFirstProcess;

    ContainerMembership(Inventory inventory, ProcessTree processes) {
        this.containers = inventory.containers();
        this.processes = processes;
        Map<Long, Container> firstProcesses = new HashMap<>();
        List<Container> protectedFirst = new ArrayList<>(containers.orElse(List.of()));
        protectedFirst.sort(PROTECTED_FIRST);
        for (Container container : protectedFirst) {
            byId.put(container.id().value(), container);
            if (saysSomething(container.cgroup())) {
                byCgroup.putIfAbsent(container.cgroup(), container);
            }
            if (container.init() instanceof Sensed.Known<ProcessRef> init) {
                firstProcesses.putIfAbsent(init.value().pid(), container);
            }
        }
        this.byFirstProcess = new Descent<>(processes, firstProcesses);
    }

    Optional<Container> of(ProcessInfo process) {
        if (byId.isEmpty()) {
            return Optional.empty();
        }
        String path = process.cgroup();
        while (saysSomething(path)) {
            Container container = byCgroup.get(path);
            if (container != null) {
                return Optional.of(container);
            }
            path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }
        Matcher id = ID.matcher(process.cgroup());
        while (id.find()) {
            Container container = byId.get(id.group());
            if (container != null) {
                return Optional.of(container);
            }
        }
        return byFirstProcess.from(process.ref().pid());
    }

    /** The container of the first of them that lives in one. */
    Optional<Container> ofAny(Collection<Long> pids) {
        if (byId.isEmpty()) {
            return Optional.empty();
        }
        for (Long pid : pids) {
            Optional<Container> container = processes.find(pid).flatMap(this::of);
            if (container.isPresent()) {
                return container;
            }
        }
        return Optional.empty();
    }

    /** Whether it lives in a container of which no engine has told whether it is protected. */
    boolean isUntold(ProcessInfo process) {
        return ID.matcher(process.cgroup()).find() && of(process).isEmpty();
    }

    /** Whether the engine answers, or is known not to be there. */
    boolean isEngineSettled() {
        return !(containers instanceof Sensed.Unknown);
    }

    /** Whether the engine has listed a container whose cgroup is this one or below it. */
    boolean listsAnyIn(String cgroup) {
        return byCgroup.keySet().stream().anyMatch(listed -> Reach.isWithin(listed, cgroup));
    }

    /** The root and an unknown cgroup hold everything and nothing. */
    private static boolean saysSomething(String cgroup) {
        return cgroup.length() > 1;
    }
}
