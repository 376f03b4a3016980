package io.spillway.assess;

import io.spillway.config.Levels;
import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;

/**
 * The level that each kind of signal asks for at one reading, before hysteresis. NORMAL is no signal.
 *
 * <ul>
 *   <li>USAGE: the thresholds.
 *   <li>FORECAST: nothing is left within 30 s while used memory is less than 20 points below WARNING (60 %): WARNING. Nothing is left
 *       within 5 s and used memory is at WARNING: CRITICAL. Never more: what destroys needs used memory itself.
 *   <li>PRESSURE and REFAULT, for thrash on mapped weights, to which available memory is blind. At least 20 % some stall (or a heavy
 *       stall) with 200 pages a second read again: WARNING. A heavy stall (full 10 % or some 40 %) with 1,000 pages a second:
 *       CRITICAL. A heavy stall without pages read again is WARNING at most: a container at its own limit makes it too. Pages read
 *       again without stalls are somebody reading files.
 * </ul>
 */
record Sighting(Level usage, Level forecast, Level pressure, Level refault) {
    private static final double FORECAST_WARNING_SECONDS = 30;
    private static final double FORECAST_CRITICAL_SECONDS = 5;
    private static final double FORECAST_POINTS_BELOW_WARNING = 20;
    private static final double STALL_SOME_PERCENT = 20;
    private static final double HEAVY_SOME_PERCENT = 40;
    private static final double HEAVY_FULL_PERCENT = 10;
    private static final double REFAULTS_PER_SECOND = 200;
    private static final double MANY_REFAULTS_PER_SECOND = 1_000;

    static Sighting of(Reading reading, double secondsToExhaustion, double refaultsPerSecond, Levels levels) {
        double used = reading.usedPercent();
        Level thrash = Level.NORMAL;
        Level stall = Level.NORMAL;
        if (reading.pressure() instanceof Sensed.Known<Pressure> pressure) {
            thrash = thrash(pressure.value(), refaultsPerSecond);
            stall = isHeavy(pressure.value()) ? Level.higher(Level.WARNING, thrash) : thrash;
        }
        return new Sighting(usage(used, levels), forecast(used, secondsToExhaustion, levels), stall, thrash);
    }

    /** What all of them ask for together. */
    Level highest() {
        return Level.higher(Level.higher(usage, forecast), Level.higher(pressure, refault));
    }

    private static Level usage(double usedPercent, Levels levels) {
        if (usedPercent < levels.warningPercent()) {
            return Level.NORMAL;
        }
        if (usedPercent < levels.criticalPercent()) {
            return Level.WARNING;
        }
        if (usedPercent < levels.emergencyPercent()) {
            return Level.CRITICAL;
        }
        return usedPercent < levels.killSwitchPercent() ? Level.EMERGENCY : Level.KILL_SWITCH;
    }

    private static Level forecast(double usedPercent, double secondsToExhaustion, Levels levels) {
        if (secondsToExhaustion <= FORECAST_CRITICAL_SECONDS && usedPercent >= levels.warningPercent()) {
            return Level.CRITICAL;
        }
        boolean near = usedPercent >= levels.warningPercent() - FORECAST_POINTS_BELOW_WARNING;
        return near && secondsToExhaustion <= FORECAST_WARNING_SECONDS ? Level.WARNING : Level.NORMAL;
    }

    private static Level thrash(Pressure pressure, double refaultsPerSecond) {
        boolean heavy = isHeavy(pressure);
        if (heavy && refaultsPerSecond >= MANY_REFAULTS_PER_SECOND) {
            return Level.CRITICAL;
        }
        boolean stalled = heavy || pressure.someAvg10() >= STALL_SOME_PERCENT;
        return stalled && refaultsPerSecond >= REFAULTS_PER_SECOND ? Level.WARNING : Level.NORMAL;
    }

    private static boolean isHeavy(Pressure pressure) {
        return pressure.someAvg10() >= HEAVY_SOME_PERCENT || pressure.fullAvg10() >= HEAVY_FULL_PERCENT;
    }
}
