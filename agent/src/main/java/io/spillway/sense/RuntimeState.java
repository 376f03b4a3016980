package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What one model server holds. */
public record RuntimeState(RuntimeId id, Sensed<List<Model>> models, List<Long> ownPids) {
    public RuntimeState {
        requireNonNull(id, "id");
        requireNonNull(models, "models");
        ownPids = List.copyOf(ownPids);
    }
}
