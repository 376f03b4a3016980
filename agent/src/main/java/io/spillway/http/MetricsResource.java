package io.spillway.http;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.spillway.guard.Operations;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}, in the text format that the client asks for. */
final class MetricsResource implements Resource {
    private final Operations operations;
    private final InstantSource clock;

    MetricsResource(Operations operations, InstantSource clock) {
        this.operations = operations;
        this.clock = clock;
    }

    @Override
    public Response answer(Request request) {
        MetricSnapshots metrics = SnapshotMetrics.of(operations.snapshot(), clock.instant());
        ExpositionFormatWriter writer = writer(request.headers().getFirst("Accept"));
        return new Response(200, writer.getContentType(), Map.of(), out -> writer.write(out, metrics));
    }

    private static ExpositionFormatWriter writer(@Nullable String accept) {
        ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
        return openMetrics.accepts(accept) ? openMetrics : PrometheusTextFormatWriter.create();
    }
}
