package io.spillway.manage;

import io.spillway.guard.Snapshot;
import io.spillway.mbeans.TargetInfo;
import io.spillway.mbeans.TargetsMXBean;
import java.util.List;
import java.util.function.Supplier;

/** The efficiency targets, judged on the newest snapshot. */
final class TargetsBean implements TargetsMXBean {
    private final Supplier<Snapshot> snapshots;

    TargetsBean(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public List<TargetInfo> getTargets() {
        return EfficiencyTargets.of(snapshots.get());
    }

    @Override
    public int getMet() {
        return count("yes");
    }

    @Override
    public int getMissed() {
        return count("no");
    }

    @Override
    public int getUnknown() {
        return count("unknown");
    }

    private int count(String met) {
        return (int) getTargets().stream().filter(it -> it.met().equals(met)).count();
    }
}
