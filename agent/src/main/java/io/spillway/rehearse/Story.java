package io.spillway.rehearse;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.guard.Snapshot;
import io.spillway.record.Entry;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has come to pass in the show so far. Used by its thread alone. */
final class Story {
    private final Ticker ticker;
    private final long beganNanos;
    private final List<Point> points = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<StepResult> steps = new ArrayList<>();
    private Set<String> loadedModels = Set.of();
    private String scene = "";
    private long lastSequence = -1;

    Story(Ticker ticker) {
        this.ticker = ticker;
        this.beganNanos = ticker.nanos();
    }

    double seconds() {
        return (ticker.nanos() - beganNanos) / 1e9;
    }

    /** Takes in how things stand now. */
    void observe(Guarding guard) {
        double now = seconds();
        Snapshot snapshot = guard.snapshot();
        if (snapshot.assessment() instanceof Sensed.Known<Assessment> known) {
            points.add(new Point(
                    now, known.value().reading().usedPercent(), known.value().level()));
        }
        loadedModels = snapshot.inventory().models().stream()
                .map(model -> model.id().name())
                .collect(Collectors.toSet());
        for (Entry entry : guard.journal().recent()) {
            if (entry.sequence() > lastSequence) {
                lastSequence = entry.sequence();
                happenings.add(new Happening(now, entry));
            }
        }
    }

    void begin(String newScene) {
        scene = newScene;
    }

    void ended(StepResult step) {
        steps.add(step);
    }

    String scene() {
        return scene;
    }

    List<Point> points() {
        return Collections.unmodifiableList(points);
    }

    List<Happening> happenings() {
        return Collections.unmodifiableList(happenings);
    }

    List<StepResult> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** How memory stands; null before the first look. */
    @Nullable
    Point last() {
        return points.isEmpty() ? null : points.get(points.size() - 1);
    }

    double usedPercent() {
        Point last = last();
        return last == null ? 0 : last.usedPercent();
    }

    Level level() {
        Point last = last();
        return last == null ? Level.NORMAL : last.level();
    }

    /** The newest measure of that target that was done. */
    Optional<Happening> done(String target) {
        return happenings.stream()
                .filter(happening -> happening.entry().kind() == Entry.Kind.MEASURE_DONE
                        && happening.target().equals(target))
                .reduce((earlier, later) -> later);
    }

    /** Whether the guard sees it loaded. */
    boolean isLoaded(String model) {
        return loadedModels.contains(model);
    }

    /** Whether that target was started again. */
    boolean restored(String target) {
        return happenings.stream()
                .anyMatch(happening -> happening.entry().kind() == Entry.Kind.RESTORED
                        && happening.target().equals(target));
    }

    long freedBytes() {
        return happenings.stream()
                .mapToLong(happening -> happening.entry().freedBytes())
                .sum();
    }

    double highestPercent() {
        return points.stream().mapToDouble(Point::usedPercent).max().orElse(0);
    }
}
