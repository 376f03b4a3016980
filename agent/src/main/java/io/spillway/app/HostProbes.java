package io.spillway.app;

import io.spillway.config.HostSource;
import io.spillway.plan.Policy;
import io.spillway.sense.HostProbe;
import io.spillway.sense.cgroup.CgroupHostProbe;
import io.spillway.sense.procfs.BudgetHostProbe;
import io.spillway.sense.procfs.ProcfsHostProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Finds the probe for what the levels are reckoned on. */
final class HostProbes {
    private HostProbes() {}

    static HostProbe open(HostSource source, Path proc, Path sysFsCgroup, InstantSource clock) throws IOException {
        HostProbe machine = new ProcfsHostProbe(proc, clock);
        if (source instanceof HostSource.Budget budget) {
            return new BudgetHostProbe(machine, budget.totalBytes(), budget.setAsideBytes());
        }
        if (source instanceof HostSource.Cgroup) {
            return CgroupHostProbe.open(proc, sysFsCgroup, machine, clock);
        }
        return machine;
    }

    /** Where the levels are not the machine's own, the machine is in no danger, and nobody may be ended without a scope. */
    static Policy.Reach reach(HostSource source) {
        return source instanceof HostSource.Machine ? Policy.Reach.MACHINE : Policy.Reach.SCOPE_ONLY;
    }
}
