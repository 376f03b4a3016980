package io.spillway.assess;

import io.spillway.assess.Signal.Kind;
import io.spillway.config.Levels;
import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import java.util.ArrayList;
import java.util.List;

/** Puts the reasons for a level into words. Costs some microseconds, so the assessor asks only when something changed. */
final class SignalWords {
    private final Reading reading;
    private final Levels levels;

    SignalWords(Reading reading, Levels levels) {
        this.reading = reading;
        this.levels = levels;
    }

    /** No signal stands above {@code level}: what asks for more is waiting for its second reading. */
    List<Signal> describe(
            Level level, Sighting sighting, double fillRate, double secondsToExhaustion, double refaultsPerSecond) {
        List<Signal> signals = new ArrayList<>();
        add(signals, Kind.USAGE, shown(level, sighting.usage()), this::usage);
        add(
                signals,
                Kind.FORECAST,
                shown(level, sighting.forecast()),
                shown -> "memory fills at " + Figures.bytes((long) fillRate) + " a second: nothing is left in "
                        + Figures.seconds(secondsToExhaustion));
        add(signals, Kind.PRESSURE, shown(level, sighting.pressure()), shown -> pressure());
        add(
                signals,
                Kind.REFAULT,
                shown(level, sighting.refault()),
                shown -> Math.round(refaultsPerSecond) + " dropped file pages a second are read again");
        if (sighting.highest().compareTo(level) < 0) {
            signals.removeIf(signal -> signal.kind() == Kind.USAGE);
            signals.add(0, new Signal(Kind.USAGE, level, held(level)));
        }
        return signals;
    }

    private static Level shown(Level level, Level asked) {
        return Level.lower(level, asked);
    }

    private static void add(List<Signal> signals, Kind kind, Level level, Words words) {
        if (level != Level.NORMAL) {
            signals.add(new Signal(kind, level, words.of(level)));
        }
    }

    private String usage(Level level) {
        return used() + "; " + level + " begins at " + Figures.percent(level.thresholdPercent(levels));
    }

    private String held(Level level) {
        return used() + "; " + level + " ends after " + Figures.seconds(levels.holdDown()) + " below "
                + Figures.percent(level.thresholdPercent(levels) - levels.hysteresisPercent());
    }

    private String used() {
        return Figures.percent(reading.usedPercent()) + " of memory is used (" + Figures.bytes(reading.usedBytes())
                + " of " + Figures.bytes(reading.totalBytes()) + ")";
    }

    private String pressure() {
        Pressure pressure = reading.pressure().orElse(new Pressure(0, 0, 0, 0));
        return "tasks wait for memory: some " + Figures.percent(pressure.someAvg10()) + ", all at once "
                + Figures.percent(pressure.fullAvg10()) + " of the last 10 s";
    }

    @FunctionalInterface
    private interface Words {
        String of(Level level);
    }
}
