package io.spillway.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects samples into metrics of the name {@code spillway_…}; one without a sample is left out. */
final class MetricFamilies {
    private static final String PREFIX = "spillway_";

    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    /** Takes the samples of one metric. */
    @FunctionalInterface
    interface Samples {
        /** Adds a sample, unless it is NaN, which is unknown; labels are names and values in turn. */
        void put(Number value, String... labels);
    }

    Samples gauge(String name, String help) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        families.add(builder::build);
        return known((value, labels) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(Labels.of(labels))
                .build()));
    }

    /** The name is without {@code _total}, which the format adds. */
    Samples counter(String name, String help) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        families.add(builder::build);
        return known((value, labels) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(Labels.of(labels))
                .build()));
    }

    /** One sample for each constant: 1 for the present one. */
    <E extends Enum<E>> void states(String name, String help, E[] constants, E present) {
        StateSetDataPointSnapshot.Builder point = StateSetDataPointSnapshot.builder();
        for (E constant : constants) {
            point.state(constant.name(), constant == present);
        }
        families.add(() -> StateSetSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(point.build())
                .build());
    }

    MetricSnapshots build() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.stream()
                .map(Supplier::get)
                .filter(family -> !family.getDataPoints().isEmpty())
                .forEach(all::metricSnapshot);
        return all.build();
    }

    private static Samples known(Samples samples) {
        return (value, labels) -> {
            if (!Double.isNaN(value.doubleValue())) {
                samples.put(value, labels);
            }
        };
    }
}
