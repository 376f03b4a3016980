package io.spillway.http;

import io.spillway.guard.Health;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import java.time.Instant;
import java.time.InstantSource;

/** {@code /health} and {@code /resources}: the newest snapshot, without I/O and without a lock. */
final class Views {
    private final Operations operations;
    private final InstantSource clock;

    Views(Operations operations, InstantSource clock) {
        this.operations = operations;
        this.clock = clock;
    }

    Response health(Request request) {
        Snapshot snapshot = operations.snapshot();
        Instant now = clock.instant();
        Health health = Health.of(snapshot, now);
        return Response.json(health.status().isWell() ? 200 : 503, json -> {
            SnapshotJson parts = new SnapshotJson(snapshot, json);
            json.writeStringField("status", health.status().word());
            json.writeArrayFieldStart("reasons");
            for (String reason : health.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            parts.writeLevel();
            parts.writeSystem("system_resources");
            parts.writeSources();
            json.writeStringField("timestamp", now.toString());
        });
    }

    Response resources(Request request) {
        Snapshot snapshot = operations.snapshot();
        return Response.json(200, json -> {
            SnapshotJson parts = new SnapshotJson(snapshot, json);
            parts.writeSystem("system");
            parts.writeContainers();
            parts.writeModels();
            parts.writeSources();
        });
    }
}
