package io.spillway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spillway.assess.Assessment;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.Reading;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Parts of a snapshot as JSON. What is not known is null, a list too; the units are those of the names: {@code _gb} and {@code _mb}
 * count in 1024s, as this interface always did.
 */
final class SnapshotJson {
    private static final double MB = 1024.0 * 1024;
    private static final double GB = 1024 * MB;

    private final Snapshot snapshot;
    private final JsonGenerator json;

    SnapshotJson(Snapshot snapshot, JsonGenerator json) {
        this.snapshot = snapshot;
        this.json = json;
    }

    void writeSystem(String name) throws IOException {
        Sensed<Reading> reading = snapshot.assessment().map(Assessment::reading);
        Snapshot.Resources resources = snapshot.resources();
        json.writeObjectFieldStart(name);
        JsonBody.writeKnown(json, "cpu_percent", resources.cpuPercent());
        json.writeNumberField("cpu_count", resources.cpuCount());
        JsonBody.writeKnown(
                json, "memory_percent", reading.map(Reading::usedPercent).orElse(Double.NaN));
        JsonBody.writeKnown(
                json,
                "memory_available_gb",
                reading.map(each -> each.availableBytes() / GB).orElse(Double.NaN));
        JsonBody.writeKnown(
                json,
                "memory_total_gb",
                reading.map(each -> each.totalBytes() / GB).orElse(Double.NaN));
        JsonBody.writeKnown(json, "disk_percent", resources.diskPercent());
        json.writeStringField("timestamp", snapshot.at().toString());
        json.writeEndObject();
    }

    void writeLevel() throws IOException {
        if (snapshot.assessment() instanceof Sensed.Known<Assessment> known) {
            json.writeStringField("level", known.value().level().name());
            json.writeStringField("level_since", snapshot.levelSince().toString());
        } else {
            json.writeStringField("level", "UNKNOWN");
            json.writeNullField("level_since");
        }
        json.writeStringField("mode", lower(snapshot.mode()));
    }

    void writeSources() throws IOException {
        json.writeArrayFieldStart("sources");
        for (SourceHealth source : snapshot.sources()) {
            json.writeStartObject();
            json.writeStringField("name", source.name());
            Sensed<String> state = source.state();
            if (state instanceof Sensed.Known<String> known) {
                json.writeStringField("state", "known");
                json.writeStringField("detail", known.value());
            } else {
                json.writeStringField("state", state instanceof Sensed.Absent ? "absent" : "unknown");
                json.writeStringField("detail", state.whyNotKnown());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An empty list where there certainly are none, null where the engine does not answer. */
    void writeContainers() throws IOException {
        Sensed<List<Container>> containers = snapshot.inventory().containers();
        if (containers instanceof Sensed.Unknown) {
            json.writeNullField("containers");
            return;
        }
        json.writeArrayFieldStart("containers");
        for (Container container : containers.orElse(List.of())) {
            write(container);
        }
        json.writeEndArray();
    }

    /** Null where a model server does not answer: those of the others would pass for all. */
    void writeModels() throws IOException {
        Inventory inventory = snapshot.inventory();
        if (inventory.runtimes().stream().map(RuntimeState::models).anyMatch(Sensed.Unknown.class::isInstance)) {
            json.writeNullField("models");
            return;
        }
        json.writeArrayFieldStart("models");
        for (Model model : inventory.models()) {
            write(model);
        }
        json.writeEndArray();
    }

    private void write(Container container) throws IOException {
        double usageBytes = container.usageBytes().map(Long::doubleValue).orElse(Double.NaN);
        json.writeStartObject();
        json.writeStringField("name", container.name());
        json.writeStringField("id", container.id().value());
        JsonBody.writeKnown(json, "cpu_percent", container.cpuPercent().orElse(Double.NaN));
        JsonBody.writeKnown(json, "memory_usage_mb", usageBytes / MB);
        JsonBody.writeKnown(json, "memory_percent", 100 * usageBytes / roomBytes(container));
        json.writeStringField("status", container.status());
        json.writeNumberField("priority", container.priority());
        json.writeEndObject();
    }

    /** What a container's share is reckoned on: its limit, or the whole memory where it has none. */
    private double roomBytes(Container container) {
        if (container.limitBytes() > 0) {
            return container.limitBytes();
        }
        return snapshot.assessment()
                .map(assessment -> (double) assessment.reading().totalBytes())
                .orElse(Double.NaN);
    }

    private void write(Model model) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.id().name());
        json.writeStringField("runtime", model.id().runtime().toString());
        json.writeStringField("activity", lower(model.activity()));
        json.writeNumberField("size_bytes", model.sizeBytes());
        json.writeNumberField("gpu_bytes", model.gpuBytes());
        JsonBody.writeKnown(json, "resident_bytes", model.residentBytes());
        JsonBody.writeKnown(json, "parameters", model.parameters());
        json.writeStringField("quantization", model.quantization());
        JsonBody.writeKnown(
                json,
                "idle_seconds",
                model.idle().map(idle -> idle.toMillis() / 1e3).orElse(Double.NaN));
        json.writeEndObject();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
