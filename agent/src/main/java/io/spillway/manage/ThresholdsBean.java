package io.spillway.manage;

import io.spillway.config.Levels;
import io.spillway.guard.Operations;
import io.spillway.mbeans.ThresholdsMXBean;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The thresholds: read from the newest snapshot, changed through the guard. */
final class ThresholdsBean implements ThresholdsMXBean {
    private static final Duration LONGEST_HOLD_DOWN = Duration.ofDays(1);

    private final Operations operations;

    ThresholdsBean(Operations operations) {
        this.operations = operations;
    }

    @Override
    public double getWarningPercent() {
        return levels().warningPercent();
    }

    @Override
    public void setWarningPercent(double percent) {
        change(now -> with(now, percent, now.criticalPercent(), now.emergencyPercent(), now.killSwitchPercent()));
    }

    @Override
    public double getCriticalPercent() {
        return levels().criticalPercent();
    }

    @Override
    public void setCriticalPercent(double percent) {
        change(now -> with(now, now.warningPercent(), percent, now.emergencyPercent(), now.killSwitchPercent()));
    }

    @Override
    public double getEmergencyPercent() {
        return levels().emergencyPercent();
    }

    @Override
    public void setEmergencyPercent(double percent) {
        change(now -> with(now, now.warningPercent(), now.criticalPercent(), percent, now.killSwitchPercent()));
    }

    @Override
    public double getKillSwitchPercent() {
        return levels().killSwitchPercent();
    }

    @Override
    public void setKillSwitchPercent(double percent) {
        change(now -> with(now, now.warningPercent(), now.criticalPercent(), now.emergencyPercent(), percent));
    }

    @Override
    public double getHysteresisPercent() {
        return levels().hysteresisPercent();
    }

    @Override
    public void setHysteresisPercent(double percent) {
        change(now -> new Levels(
                now.warningPercent(),
                now.criticalPercent(),
                now.emergencyPercent(),
                now.killSwitchPercent(),
                percent,
                now.holdDown()));
    }

    @Override
    public double getHoldDownSeconds() {
        return Seconds.of(levels().holdDown());
    }

    @Override
    public void setHoldDownSeconds(double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST_HOLD_DOWN.toSeconds())) {
            throw new IllegalArgumentException("hold-down must be 0 to %s seconds, but it is %s"
                    .formatted(LONGEST_HOLD_DOWN.toSeconds(), seconds));
        }
        Duration holdDown = Duration.ofMillis(Math.round(seconds * 1000));
        change(now -> new Levels(
                now.warningPercent(),
                now.criticalPercent(),
                now.emergencyPercent(),
                now.killSwitchPercent(),
                now.hysteresisPercent(),
                holdDown));
    }

    @Override
    public void change(double warning, double critical, double emergency, double killSwitch) {
        change(now -> with(now, warning, critical, emergency, killSwitch));
    }

    @Override
    public void reset() {
        operations.resetLevels();
    }

    /** One at a time: two clients that set two thresholds must not undo each other. */
    private synchronized void change(UnaryOperator<Levels> change) {
        operations.changeLevels(change.apply(levels()));
    }

    private Levels levels() {
        return operations.snapshot().policy().levels();
    }

    private static Levels with(Levels now, double warning, double critical, double emergency, double killSwitch) {
        return new Levels(warning, critical, emergency, killSwitch, now.hysteresisPercent(), now.holdDown());
    }
}
