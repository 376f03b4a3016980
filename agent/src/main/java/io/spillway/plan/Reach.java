package io.spillway.plan;

import io.spillway.config.ProcessScope;
import io.spillway.sense.ProcessInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which processes the configuration lets the guard end at all. */
final class Reach {
    private final Policy.Reach whenEmpty;
    private final ProcessScope scope;
    private final Set<String> users;
    private final Descent<Long> parents;

    Reach(Policy policy, ProcessTree processes) {
        this.whenEmpty = policy.reach();
        this.scope = policy.processes().scope();
        this.users = Set.copyOf(scope.users());
        Map<Long, Long> roots = new HashMap<>();
        for (Long parent : scope.parents()) {
            roots.put(parent, parent);
        }
        this.parents = new Descent<>(processes, roots);
    }

    boolean includes(ProcessInfo process) {
        if (scope.isEmpty()) {
            return whenEmpty == Policy.Reach.MACHINE;
        }
        return users.contains(process.user())
                || isInCgroup(process.cgroup())
                || parents.from(process.ref().pid()).isPresent();
    }

    /** Why something is outside, for people. */
    String describe() {
        return scope.isEmpty()
                ? "the levels are not the machine's own and processes.scope names nobody"
                : "processes.scope does not name it";
    }

    /**
     * Whether the operator names a cgroup of containers that the engine knows nothing of. Where it has listed one there, a new one
     * beside it is its own, and its label is still to be read.
     */
    boolean vouchesFor(ProcessInfo process, ContainerMembership membership) {
        return scope.cgroups().stream()
                .anyMatch(named -> isWithin(process.cgroup(), named) && !membership.listsAnyIn(named));
    }

    private boolean isInCgroup(String cgroup) {
        for (String named : scope.cgroups()) {
            if (isWithin(cgroup, named)) {
                return true;
            }
        }
        return false;
    }

    static boolean isWithin(String cgroup, String named) {
        String path = named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
        return cgroup.startsWith(path) && (cgroup.length() == path.length() || cgroup.charAt(path.length()) == '/');
    }
}
