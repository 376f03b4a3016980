package io.spillway.record.durations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last durations by key, of a bounded number of keys: the one that learnt longest ago makes room. Not thread-safe. */
final class Samples {
    /** Of the last twenty the two slowest may be exceptions; older ones tell of another load. */
    static final int KEPT = 20;

    private static final double QUANTILE = 0.9;

    private final int mostKeys;
    private final Map<String, List<Duration>> byKey = new LinkedHashMap<>();

    Samples(int mostKeys, Map<String, List<Duration>> earlier) {
        this.mostKeys = mostKeys;
        earlier.forEach((key, samples) -> samples.forEach(sample -> add(key, sample)));
    }

    void add(String key, Duration duration) {
        List<Duration> samples = byKey.remove(key);
        if (samples == null) {
            samples = new ArrayList<>();
        }
        samples.add(duration);
        if (samples.size() > KEPT) {
            samples.remove(0);
        }
        byKey.put(key, samples);
        if (byKey.size() > mostKeys) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    /** Oldest key first, oldest sample first. */
    Map<String, List<Duration>> all() {
        Map<String, List<Duration>> all = new LinkedHashMap<>();
        byKey.forEach((key, samples) -> all.put(key, List.copyOf(samples)));
        return all;
    }

    /** By key the duration that nine of ten stayed within; with fewer than ten, the longest. */
    Map<String, Duration> durations() {
        Map<String, Duration> durations = new HashMap<>();
        byKey.forEach((key, samples) -> durations.put(key, quantile(samples)));
        return durations;
    }

    private static Duration quantile(List<Duration> samples) {
        List<Duration> sorted = samples.stream().sorted().toList();
        return sorted.get((int) Math.ceil(QUANTILE * sorted.size()) - 1);
    }
}
