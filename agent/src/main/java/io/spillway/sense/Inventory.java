package io.spillway.sense;

import static java.util.Objects.requireNonNull;

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
    public static Inventory notYetSeen() {
        return new Inventory(
                List.of(),
                new Sensed.Absent<>("not looked at yet"),
                new Sensed.Absent<>("not looked at yet"),
                List.of());
    }

    /** The models of every server that answered. */
    public List<Model> models() {
        return runtimes.stream()
                .flatMap(runtime -> runtime.models().orElse(List.of()).stream())
                .toList();
    }
}
