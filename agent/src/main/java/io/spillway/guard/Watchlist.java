package io.spillway.guard;

import io.spillway.plan.Landscape;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Plan;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which processes are kept ready for a signal, and looked at once more just before it: runners that would be ended, the largest
 * of those that may be ended, and those that grow fast. Used by the slow pace alone.
 */
final class Watchlist {
    /** To look at 32 once more takes the deciding pass 25 µs (6.18). */
    static final int LARGEST = 32;

    static final int GROWING = 16;

    private Map<ProcessRef, Long> before = Map.of();
    private Map<ProcessRef, Long> latest = Map.of();
    private Sensed<List<ProcessInfo>> seen = new Sensed.Absent<>("nothing was seen yet");

    List<ProcessRef> of(Plan gravest, Landscape landscape) {
        List<ProcessInfo> candidates = landscape.victims().candidates();
        takeIn(landscape.inventory().processes(), candidates);
        Set<ProcessRef> watched = new LinkedHashSet<>(runners(gravest));
        candidates.stream().limit(LARGEST).map(ProcessInfo::ref).forEach(watched::add);
        growing(candidates).limit(GROWING).map(ProcessInfo::ref).forEach(watched::add);
        return List.copyOf(watched);
    }

    private void takeIn(Sensed<List<ProcessInfo>> processes, List<ProcessInfo> candidates) {
        if (processes == seen) {
            return;
        }
        seen = processes;
        before = latest;
        Map<ProcessRef, Long> sizes = new HashMap<>();
        candidates.forEach(process -> sizes.put(process.ref(), process.residentBytes()));
        latest = sizes;
    }

    /** The fastest first; who was too small to be noted, or not there, grew from nothing. */
    private Stream<ProcessInfo> growing(List<ProcessInfo> candidates) {
        return candidates.stream()
                .filter(process -> growthBytes(process) > 0)
                .sorted(Comparator.comparingLong(this::growthBytes).reversed());
    }

    private long growthBytes(ProcessInfo process) {
        return process.residentBytes() - before.getOrDefault(process.ref(), 0L);
    }

    private static List<ProcessRef> runners(Plan plan) {
        List<ProcessRef> runners = new ArrayList<>();
        plan.measures().forEach(measure -> {
            if (measure instanceof ForceUnloadModel force && force.runner() instanceof Sensed.Known<ProcessRef> known) {
                runners.add(known.value());
            }
        });
        return runners;
    }
}
