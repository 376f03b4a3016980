package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** What one model server holds, in memory and on its disk. */
public record RuntimeState(
        RuntimeId id, Sensed<List<Model>> models, Sensed<List<InstalledModel>> installed, List<Long> ownPids) {
    public RuntimeState {
        requireNonNull(id, "id");
        requireNonNull(models, "models");
        requireNonNull(installed, "installed");
        ownPids = List.copyOf(ownPids);
    }

    /** One whose disk nobody has looked at. */
    public RuntimeState(RuntimeId id, Sensed<List<Model>> models, List<Long> ownPids) {
        this(id, models, Sensed.Unknown.notYetSeen(Instant.EPOCH), ownPids);
    }
}
