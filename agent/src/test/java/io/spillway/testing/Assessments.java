package io.spillway.testing;

import io.spillway.assess.Assessment;
import io.spillway.assess.History;
import io.spillway.assess.Level;
import io.spillway.assess.Signal;
import io.spillway.config.Levels;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Builds assessments: {@code Assessments.critical().using(93).exhaustedIn(ofSeconds(2)).build()}. */
public final class Assessments {
    private final Level level;
    private final double usedPercent;
    private final long deficitBytes;
    private final double secondsToExhaustion;
    private final List<Signal> signals;

    private Assessments(
            Level level, double usedPercent, long deficitBytes, double secondsToExhaustion, List<Signal> signals) {
        this.level = level;
        this.usedPercent = usedPercent;
        this.deficitBytes = deficitBytes;
        this.secondsToExhaustion = secondsToExhaustion;
        this.signals = List.copyOf(signals);
    }

    public static Assessments normal() {
        return at(Level.NORMAL, 50);
    }

    public static Assessments warning() {
        return at(Level.WARNING, 80);
    }

    public static Assessments critical() {
        return at(Level.CRITICAL, 90);
    }

    public static Assessments emergency() {
        return at(Level.EMERGENCY, 95);
    }

    public static Assessments killSwitch() {
        return at(Level.KILL_SWITCH, 98);
    }

    public static Assessments at(Level level, double usedPercent) {
        return new Assessments(level, usedPercent, 0, Double.POSITIVE_INFINITY, List.of());
    }

    public Assessments using(double usedPercent) {
        return new Assessments(level, usedPercent, deficitBytes, secondsToExhaustion, signals);
    }

    /** A deficit that used memory alone does not show, as under thrash. */
    public Assessments shortBy(long deficitBytes) {
        return new Assessments(level, usedPercent, deficitBytes, secondsToExhaustion, signals);
    }

    /** What asks for the level. */
    public Assessments because(Signal.Kind... kinds) {
        List<Signal> asking = Stream.of(kinds)
                .map(kind -> new Signal(kind, level, "asks for it"))
                .toList();
        return new Assessments(level, usedPercent, deficitBytes, secondsToExhaustion, asking);
    }

    public Assessments exhaustedIn(Duration time) {
        return exhaustedIn(time.toNanos() / 1e9);
    }

    public Assessments exhaustedIn(double seconds) {
        return new Assessments(level, usedPercent, deficitBytes, seconds, signals);
    }

    public Assessment build() {
        Assessment plain = assessment(deficitBytes);
        double target = Levels.DEFAULTS.warningPercent() - Levels.DEFAULTS.hysteresisPercent();
        return level == Level.NORMAL ? plain : assessment(Math.max(deficitBytes, plain.deficitTo(target)));
    }

    private Assessment assessment(long deficit) {
        return new Assessment(
                level, 0, signals, Readings.used(usedPercent).build(), deficit, 0, secondsToExhaustion, History.NONE);
    }
}
