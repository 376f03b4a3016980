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
import java.util.function.UnaryOperator;

/**
 * Which processes would be ended, in which order: the largest first, those in stateful containers after all others. Smaller ones
 * than {@code min-rss} are never ended; those that may grow to it soon are kept at hand for that moment.
 */
public final class VictimRanking {
    /** At 2 GB/s a program grows from here to the usual {@code min-rss} between two looks of a pressed slow pace (100 ms). */
    private static final long CANDIDATE_FROM_BYTES = 64_000_000;

    private static final Comparator<ProcessInfo> LARGEST_FIRST = Comparator.comparingLong(ProcessInfo::ownBytes)
            .reversed()
            .thenComparingLong(process -> process.ref().pid())
            .thenComparingLong(process -> process.ref().startTicks());

    private final long minRssBytes;
    private final List<ProcessInfo> ordinary;
    private final List<ProcessInfo> stateful;
    private final List<Spared> spared;
    private final List<ProcessInfo> victims;

    /** One that is large enough and may not be ended. */
    record Spared(ProcessInfo process, Why why, String detail) {}

    private VictimRanking(
            long minRssBytes, List<ProcessInfo> ordinary, List<ProcessInfo> stateful, List<Spared> spared) {
        this.minRssBytes = minRssBytes;
        this.ordinary = ordinary;
        this.stateful = stateful;
        this.spared = spared;
        List<ProcessInfo> large = new ArrayList<>(ordinary);
        large.addAll(stateful);
        large.removeIf(process -> process.residentBytes() < minRssBytes);
        this.victims = List.copyOf(large);
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
            if (process.residentBytes() >= Math.min(minRssBytes, CANDIDATE_FROM_BYTES)) {
                large.add(process);
            }
        }
        large.sort(LARGEST_FIRST);
        List<ProcessInfo> ordinary = new ArrayList<>();
        List<ProcessInfo> stateful = new ArrayList<>();
        List<Spared> spared = new ArrayList<>();
        for (ProcessInfo process : large) {
            Optional<Spared> why = spared(process, reach, protection);
            if (why.isPresent()) {
                if (process.residentBytes() >= minRssBytes) {
                    spared.add(why.get());
                }
            } else if (isStateful(membership.of(process))) {
                stateful.add(process);
            } else {
                ordinary.add(process);
            }
        }
        return new VictimRanking(minRssBytes, ordinary, stateful, spared);
    }

    private static Optional<Spared> spared(ProcessInfo process, Reach reach, Protection protection) {
        if (!reach.includes(process)) {
            return Optional.of(new Spared(process, Why.OUT_OF_SCOPE, reach.describe()));
        }
        return protection.of(process).map(reason -> new Spared(process, Why.PROTECTED, reason));
    }

    /** The same with each as it is now. */
    VictimRanking at(UnaryOperator<ProcessInfo> now) {
        return new VictimRanking(minRssBytes, at(now, ordinary), at(now, stateful), spared);
    }

    private static List<ProcessInfo> at(UnaryOperator<ProcessInfo> now, List<ProcessInfo> processes) {
        List<ProcessInfo> all = new ArrayList<>(processes.size());
        for (ProcessInfo process : processes) {
            all.add(now.apply(process));
        }
        all.sort(LARGEST_FIRST);
        return all;
    }

    /** The processes, in the order in which they would be ended. */
    public List<ProcessInfo> victims() {
        return victims;
    }

    /** The same with those that are not large enough yet. */
    public List<ProcessInfo> candidates() {
        List<ProcessInfo> all = new ArrayList<>(ordinary);
        all.addAll(stateful);
        return all;
    }

    /** The largest first. */
    List<Spared> spared() {
        return spared;
    }

    private static boolean isStateful(Optional<Container> container) {
        return container.map(Container::care).filter(Care.STATEFUL::equals).isPresent();
    }
}
