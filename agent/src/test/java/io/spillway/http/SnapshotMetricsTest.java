package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads {@code /metrics} as Prometheus would. */
class SnapshotMetricsTest {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) spillway_[a-z0-9_]+ .+");
    private static final Pattern SAMPLE =
            Pattern.compile("spillway_[a-z0-9_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})? [-+0-9.EInf]+");

    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everythingThatIsKnownHasASampleWithItsUnitInTheName() throws IOException {
        running.operations.snapshot = () -> Snapshots.at(Level.CRITICAL, Snapshots.GIB)
                .containers(Snapshots.known(
                        List.of(Snapshots.container("postgres", Snapshots.known(512L << 20), 1L << 30))))
                .models(Snapshots.known(List.of(Snapshots.model("qwen2.5:3b"))))
                .source("containers", new Sensed.Unknown<>("timed out", Snapshots.NOW))
                .source("ollama@http://127.0.0.1:11434", new Sensed.Absent<>("nothing listens"))
                .build();

        List<String> lines = lines();

        assertThat(lines)
                .allMatch(line ->
                        COMMENT.matcher(line).matches() || SAMPLE.matcher(line).matches());
        assertThat(lines)
                .contains(
                        "spillway_healthy 0.0",
                        "spillway_host_available_bytes 1.073741824E9",
                        "spillway_host_total_bytes 1.7179869184E10",
                        "spillway_host_used_percent 93.75",
                        "spillway_swap_used_bytes 2.68435456E8",
                        "spillway_pressure_some_percent 1.5",
                        "spillway_refaulted_pages_total 77.0",
                        "spillway_level 2.0",
                        "spillway_level_state{spillway_level_state=\"CRITICAL\"} 1",
                        "spillway_level_state{spillway_level_state=\"NORMAL\"} 0",
                        "spillway_mode{spillway_mode=\"ACTING\"} 1",
                        "spillway_time_to_exhaustion_seconds +Inf",
                        "spillway_threshold_percent{level=\"KILL_SWITCH\"} 98.0",
                        "spillway_measures_total{kind=\"unload-model\"} 3.0",
                        "spillway_measure_failures_total 1.0",
                        "spillway_freed_bytes_total 5.36870912E9",
                        "spillway_passes_total 1000.0",
                        "spillway_last_pass_seconds 2.5E-4",
                        "spillway_source_up{source=\"memory\"} 1.0",
                        "spillway_source_up{source=\"containers\"} 0.0",
                        "spillway_models_loaded{runtime=\"ollama@http://127.0.0.1:11434\"} 1.0",
                        "spillway_container_usage_bytes{container=\"postgres\"} 5.36870912E8",
                        "spillway_container_limit_bytes{container=\"postgres\"} 1.073741824E9",
                        "# TYPE spillway_measures_total counter",
                        "# TYPE spillway_level gauge")
                .noneMatch(line -> line.startsWith("spillway_source_up{source=\"ollama"));
    }

    @Test
    void whatIsUnknownHasNoSample() throws IOException {
        running.operations.snapshot = () -> Snapshots.blind("cannot read")
                .resources(Resources.UNKNOWN)
                .containers(new Sensed.Unknown<>("timed out", Snapshots.NOW))
                .models(new Sensed.Unknown<>("refused", Snapshots.NOW))
                .build();

        assertThat(lines())
                .contains("spillway_healthy 0.0")
                .noneMatch(line -> line.contains("spillway_host")
                        || line.contains("spillway_level")
                        || line.contains("spillway_cpu")
                        || line.contains("spillway_models_loaded")
                        || line.contains("spillway_container"));
    }

    @Test
    void aLoopThatStandsStillShowsNoOldLevel() throws IOException {
        running.now = Snapshots.NOW.plusSeconds(60);

        assertThat(lines())
                .contains("spillway_healthy 0.0", "spillway_passes_total 1000.0")
                .anyMatch(line -> line.startsWith("spillway_snapshot_timestamp_seconds 1.7"))
                .noneMatch(line -> line.startsWith("spillway_level") || line.startsWith("spillway_host"));
    }

    @Test
    void theFormatIsTheOneThatTheClientAsksFor() throws IOException {
        assertThat(running.http().get("/metrics").headers().get("content-type"))
                .startsWith("text/plain; version=0.0.4");

        RawHttp.Answer open = running.http()
                .with("Accept", "application/openmetrics-text; version=1.0.0")
                .get("/metrics");

        assertThat(open.headers().get("content-type")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE spillway_level_state stateset");
    }

    private List<String> lines() throws IOException {
        return running.http().get("/metrics").body().lines().toList();
    }
}
