package io.spillway.plan;

import static java.util.Objects.requireNonNull;

import io.spillway.config.ContainersConfig;
import io.spillway.config.Levels;
import io.spillway.config.ModelsConfig;
import io.spillway.config.ProcessesConfig;
import java.util.Set;

/**
 * What the operator wants, as far as planning needs it.
 *
 * @param pinned the pinned models, by normalised name: those of the configuration and those pinned at run time
 * @param reach whether the levels are the machine's own
 */
public record Policy(
        Levels levels,
        ModelsConfig models,
        Set<String> pinned,
        ContainersConfig containers,
        ProcessesConfig processes,
        Reach reach) {

    /** How far an empty process scope reaches. */
    public enum Reach {
        /** The levels are those of the machine: every process that nothing protects. */
        MACHINE,
        /** The levels are those of a budget or a cgroup: no process at all. */
        SCOPE_ONLY
    }

    public Policy {
        requireNonNull(levels, "levels");
        requireNonNull(models, "models");
        pinned = Set.copyOf(pinned);
        requireNonNull(containers, "containers");
        requireNonNull(processes, "processes");
        requireNonNull(reach, "reach");
    }
}
