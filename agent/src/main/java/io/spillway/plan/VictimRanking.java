package io.spillway.plan;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which processes would be ended, in which order: the largest first, those in stateful containers after all others. Smaller ones
 * than {@code min-rss} are not looked at.
 */
public final class VictimRanking {
    private static final Comparator<ProcessInfo> LARGEST_FIRST = Comparator.comparingLong(ProcessInfo::ownBytes)
            .reversed()
            .thenComparingLong(process -> process.ref().pid())
            .thenComparingLong(process -> process.ref().startTicks());

    private final List<ProcessInfo> victims;
    private final List<Spared> spared;

    /** One that is large enough and may not be ended. */
    record Spared(ProcessInfo process, Why why, String detail) {}

    private VictimRanking(List<ProcessInfo> victims, List<Spared> spared) {
        this.victims = List.copyOf(victims);
        this.spared = List.copyOf(spared);
    }

    public static VictimRanking of(Inventory inventory, Policy policy) {
        return new Landscape(inventory, policy).victims();
    }

    static VictimRanking of(
            List<ProcessInfo> processes,
            long minRssBytes,
            Reach reach,
            Protection protection,
            ContainerMembership membership) {
        List<ProcessInfo> large = new ArrayList<>();
        for (ProcessInfo process : processes) {
            if (process.residentBytes() >= minRssBytes) {
                large.add(process);
            }
        }
        large.sort(LARGEST_FIRST);
        List<ProcessInfo> victims = new ArrayList<>();
        List<ProcessInfo> stateful = new ArrayList<>();
        List<Spared> spared = new ArrayList<>();
        for (ProcessInfo process : large) {
            if (!reach.includes(process)) {
                spared.add(new Spared(process, Why.OUT_OF_SCOPE, reach.describe()));
                continue;
            }
            Optional<String> protectedBy = protection.of(process);
            if (protectedBy.isPresent()) {
                spared.add(new Spared(process, Why.PROTECTED, protectedBy.get()));
            } else if (isStateful(membership.of(process))) {
                stateful.add(process);
            } else {
                victims.add(process);
            }
        }
        victims.addAll(stateful);
        return new VictimRanking(victims, spared);
    }

    /** The processes, in the order in which they would be ended. */
    public List<ProcessInfo> victims() {
        return victims;
    }

    /** The largest first. */
    List<Spared> spared() {
        return spared;
    }

    private static boolean isStateful(Optional<Container> container) {
        return container.map(Container::care).filter(Care.STATEFUL::equals).isPresent();
    }
}
