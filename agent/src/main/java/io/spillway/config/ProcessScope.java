package io.spillway.config;

import java.util.List;

/**
 * The only processes that may be ended: those of the users, in the cgroups (by path, including what is below), or descending
 * from the parents (PIDs). An empty scope means the whole machine where the levels are the machine's own, and nobody where
 * they are reckoned on a budget or a cgroup.
 */
public record ProcessScope(List<String> users, List<String> cgroups, List<Long> parents) {
    public static final ProcessScope NONE = new ProcessScope(List.of(), List.of(), List.of());

    public ProcessScope {
        users = List.copyOf(users);
        cgroups = List.copyOf(cgroups);
        parents = List.copyOf(parents);
    }

    public boolean isEmpty() {
        return users.isEmpty() && cgroups.isEmpty() && parents.isEmpty();
    }
}
