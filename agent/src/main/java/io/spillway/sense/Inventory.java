package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** What is on the host at a moment. */
public record Inventory(
        List<RuntimeState> runtimes,
        Sensed<List<Container>> containers,
        Sensed<List<ProcessInfo>> processes,
        List<Long> ownPids) {

    public Inventory {
        runtimes = List.copyOf(runtimes);
        requireNonNull(containers, "containers");
        requireNonNull(processes, "processes");
        ownPids = List.copyOf(ownPids);
    }

    /** Nothing has been looked at yet. */
    public static Inventory notYetSeen(List<RuntimeId> runtimes, Instant since) {
        return of(
                runtimes,
                Sensed.Unknown.notYetSeen(since),
                Sensed.Unknown.notYetSeen(since),
                Sensed.Unknown.notYetSeen(since));
    }

    /** Nothing can be told, for one and the same reason. */
    public static Inventory unknown(List<RuntimeId> runtimes, String reason, Instant since) {
        return of(
                runtimes,
                new Sensed.Unknown<>(reason, since),
                new Sensed.Unknown<>(reason, since),
                new Sensed.Unknown<>(reason, since));
    }

    private static Inventory of(
            List<RuntimeId> runtimes,
            Sensed<List<Model>> models,
            Sensed<List<Container>> containers,
            Sensed<List<ProcessInfo>> processes) {
        return new Inventory(
                runtimes.stream()
                        .map(id -> new RuntimeState(id, models, List.of()))
                        .toList(),
                containers,
                processes,
                List.of());
    }

    /** The models of every server that answered. */
    public List<Model> models() {
        return runtimes.stream()
                .flatMap(runtime -> runtime.models().orElse(List.of()).stream())
                .toList();
    }
}
