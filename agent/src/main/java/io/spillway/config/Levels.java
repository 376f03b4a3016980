package io.spillway.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The thresholds, in percent of total memory used (0–100), and what keeps a level from flapping. */
public record Levels(
        double warningPercent,
        double criticalPercent,
        double emergencyPercent,
        double killSwitchPercent,
        double hysteresisPercent,
        Duration holdDown) {

    public static final Levels DEFAULTS = new Levels(80, 90, 95, 98, 3, Duration.ofSeconds(30));

    public Levels {
        requireNonNull(holdDown, "holdDown");
        if (!(0 < warningPercent
                && warningPercent < criticalPercent
                && criticalPercent < emergencyPercent
                && emergencyPercent < killSwitchPercent
                && killSwitchPercent <= 100)) {
            throw new IllegalArgumentException(
                    ("thresholds must rise: 0 < warning < critical < emergency < kill-switch <= 100, but they are"
                                    + " %s, %s, %s, %s")
                            .formatted(warningPercent, criticalPercent, emergencyPercent, killSwitchPercent));
        }
        if (!(hysteresisPercent >= 0 && hysteresisPercent < warningPercent)) {
            throw new IllegalArgumentException("hysteresis must be at least 0 and less than warning (%s), but it is %s"
                    .formatted(warningPercent, hysteresisPercent));
        }
        if (holdDown.isNegative()) {
            throw new IllegalArgumentException("hold-down must not be negative, but it is " + holdDown);
        }
    }
}
