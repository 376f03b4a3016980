package io.spillway.http;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.guard.Health;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Counters;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.http.MetricFamilies.Samples;
import io.spillway.sense.Container;
import io.spillway.sense.Model;
import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import io.spillway.sense.Refaults;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** A snapshot as Prometheus metrics. What is not known has no sample: a 0 would be taken for a measurement. Pure. */
final class SnapshotMetrics {
    private final MetricFamilies all = new MetricFamilies();
    private final Snapshot snapshot;

    private SnapshotMetrics(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Of a loop that stands still only the counters and the time of its last sign: the rest would pass for the present. */
    static MetricSnapshots of(Snapshot snapshot, Instant now) {
        SnapshotMetrics metrics = new SnapshotMetrics(snapshot);
        metrics.addAlways(Health.of(snapshot, now));
        if (Health.isFresh(snapshot, now)) {
            metrics.addPresent();
        }
        return metrics.all.build();
    }

    private void addAlways(Health health) {
        all.gauge("healthy", "Whether the loop runs and every source answers.")
                .put(health.status().isWell() ? 1 : 0);
        all.gauge("snapshot_timestamp_seconds", "When the loop gave its last sign, in Unix time.")
                .put(snapshot.at().toEpochMilli() / 1e3);
        Counters counters = snapshot.counters();
        all.counter("passes", "Passes of the fast pace.").put(counters.passes());
        all.counter("slow_passes", "Passes of the slow pace.").put(counters.slowPasses());
        all.counter("measure_failures", "Measures that failed.").put(counters.failures());
        all.counter("freed_bytes", "Memory that measures freed.").put(counters.freedBytes());
        Samples measures = all.counter("measures", "Measures that were done, by kind.");
        new TreeMap<>(counters.measures()).forEach((kind, count) -> measures.put(count, "kind", kind));
    }

    private void addPresent() {
        if (snapshot.assessment() instanceof Sensed.Known<Assessment> known) {
            addAssessment(known.value());
            addReading(known.value().reading());
        }
        all.states("mode", "Whether the guard acts.", Mode.values(), snapshot.mode());
        addThresholds(snapshot.policy().levels());
        all.gauge("last_pass_seconds", "How long the last pass of the fast pace took.")
                .put(snapshot.counters().lastPassNanos() / 1e9);
        all.gauge("cpu_percent", "Busy time of all CPUs.")
                .put(snapshot.resources().cpuPercent());
        all.gauge("disk_used_percent", "Used part of the root file system.")
                .put(snapshot.resources().diskPercent());
        all.gauge("owed", "Targets that are still to be restored.")
                .put(snapshot.owed().size());
        addSources();
        addModels();
        addContainers();
    }

    private void addAssessment(Assessment assessment) {
        all.gauge("level", "0 NORMAL, 1 WARNING, 2 CRITICAL, 3 EMERGENCY, 4 KILL_SWITCH.")
                .put(number(assessment.level()));
        all.states("level_state", "The level by name.", Level.values(), assessment.level());
        all.gauge("deficit_bytes", "What must become available.").put(assessment.deficitBytes());
        all.gauge("fill_rate_bytes_per_second", "How fast available memory shrinks.")
                .put(assessment.fillRateBytesPerSecond());
        all.gauge(
                        "time_to_exhaustion_seconds",
                        "Until nothing is available at this rate; +Inf when it does not shrink.")
                .put(assessment.secondsToExhaustion());
    }

    private void addReading(Reading reading) {
        all.gauge("host_total_bytes", "All memory that the levels are reckoned on.")
                .put(reading.totalBytes());
        all.gauge("host_available_bytes", "What programs can be given without swapping.")
                .put(reading.availableBytes());
        all.gauge("host_used_percent", "What is not available.").put(reading.usedPercent());
        all.gauge("swap_total_bytes", "Swap space.").put(reading.swapTotalBytes());
        all.gauge("swap_used_bytes", "Used swap space.").put(reading.swapUsedBytes());
        all.gauge("pressure_some_percent", "Time in which some task stalled for want of memory, of the last 10 s.")
                .put(reading.pressure().map(Pressure::someAvg10).orElse(Double.NaN));
        all.gauge("pressure_full_percent", "Time in which all tasks stalled for want of memory, of the last 10 s.")
                .put(reading.pressure().map(Pressure::fullAvg10).orElse(Double.NaN));
        all.counter("refaulted_pages", "Hot file pages that were read again, since boot.")
                .put(reading.refaults()
                        .map(Refaults::filePages)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN));
    }

    private void addThresholds(Levels levels) {
        Samples thresholds = all.gauge("threshold_percent", "Where each level begins.");
        thresholds.put(levels.warningPercent(), "level", Level.WARNING.name());
        thresholds.put(levels.criticalPercent(), "level", Level.CRITICAL.name());
        thresholds.put(levels.emergencyPercent(), "level", Level.EMERGENCY.name());
        thresholds.put(levels.killSwitchPercent(), "level", Level.KILL_SWITCH.name());
    }

    private void addSources() {
        Samples up = all.gauge("source_up", "1: it answers, 0: it should and does not. What is absent has no sample.");
        for (SourceHealth source : snapshot.sources()) {
            if (!(source.state() instanceof Sensed.Absent)) {
                up.put(source.state().isKnown() ? 1 : 0, "source", source.name());
            }
        }
    }

    private void addModels() {
        Samples loaded = all.gauge("models_loaded", "Loaded models, by server.");
        Samples bytes = all.gauge("model_host_bytes", "Host memory that goes with a model.");
        for (RuntimeState runtime : snapshot.inventory().runtimes()) {
            if (runtime.models() instanceof Sensed.Known<List<Model>> known) {
                loaded.put(known.value().size(), "runtime", runtime.id().toString());
                for (Model model : known.value()) {
                    bytes.put(
                            model.hostBytes(),
                            "runtime",
                            runtime.id().toString(),
                            "model",
                            model.id().name());
                }
            }
        }
    }

    private void addContainers() {
        Samples usage = all.gauge("container_usage_bytes", "Memory of a container less reclaimable page cache.");
        Samples limit = all.gauge("container_limit_bytes", "Hard memory limit of a container that has one.");
        for (Container container : snapshot.inventory().containers().orElse(List.of())) {
            usage.put(container.usageBytes().map(Long::doubleValue).orElse(Double.NaN), "container", container.name());
            if (container.limitBytes() > 0) {
                limit.put(container.limitBytes(), "container", container.name());
            }
        }
    }

    private static int number(Level level) {
        return switch (level) {
            case NORMAL -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
            case EMERGENCY -> 3;
            case KILL_SWITCH -> 4;
        };
    }
}
