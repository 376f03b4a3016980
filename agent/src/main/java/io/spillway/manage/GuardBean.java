package io.spillway.manage;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.guard.Health;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.mbeans.GuardMXBean;
import io.spillway.mbeans.OwedInfo;
import io.spillway.mbeans.PlanInfo;
import io.spillway.mbeans.ReportInfo;
import io.spillway.mbeans.ResourcesInfo;
import io.spillway.mbeans.RoomInfo;
import io.spillway.mbeans.SignalInfo;
import io.spillway.mbeans.SourceInfo;
import io.spillway.plan.Plan;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The guard, seen through its newest snapshot. */
final class GuardBean implements GuardMXBean {
    private final Operations operations;
    private final InstantSource clock;

    GuardBean(Operations operations, InstantSource clock) {
        this.operations = operations;
        this.clock = clock;
    }

    @Override
    public String getLevel() {
        return level().map(Level::name).orElse(LevelName.UNKNOWN);
    }

    @Override
    public int getLevelNumber() {
        return level().map(Level::ordinal).orElse(-1);
    }

    @Override
    public long getLevelSince() {
        Snapshot snapshot = operations.snapshot();
        return snapshot.assessment().isKnown() ? snapshot.levelSince().toEpochMilli() : -1;
    }

    @Override
    public List<SignalInfo> getSignals() {
        return assessment().map(Assessment::signals).orElse(List.of()).stream()
                .map(signal ->
                        new SignalInfo(signal.kind().name(), signal.level().name(), signal.reason()))
                .toList();
    }

    @Override
    public double getUsedPercent() {
        return assessment().map(it -> it.reading().usedPercent()).orElse(Double.NaN);
    }

    @Override
    public long getDeficitBytes() {
        return assessment().map(Assessment::deficitBytes).orElse(-1L);
    }

    @Override
    public long getRoomBytes() {
        Snapshot snapshot = operations.snapshot();
        double warningPercent = snapshot.policy().levels().warningPercent();
        return snapshot.assessment()
                .map(it -> room(it.reading(), warningPercent))
                .orElse(-1L);
    }

    private static long room(Reading reading, double warningPercent) {
        long threshold = (long) Math.floor(reading.totalBytes() * (warningPercent / 100));
        return Math.max(0, threshold - reading.usedBytes());
    }

    @Override
    public double getTimeToExhaustionSeconds() {
        return assessment().map(Assessment::secondsToExhaustion).orElse(Double.NaN);
    }

    @Override
    public long getPasses() {
        return operations.snapshot().counters().passes();
    }

    @Override
    public long getSlowPasses() {
        return operations.snapshot().counters().slowPasses();
    }

    @Override
    public double getLastPassMicros() {
        Snapshot.Counters counters = operations.snapshot().counters();
        return counters.passes() == 0 ? -1 : counters.lastPassNanos() / 1e3;
    }

    @Override
    public long getSnapshotAt() {
        return operations.snapshot().at().toEpochMilli();
    }

    @Override
    public boolean isDryRun() {
        return operations.snapshot().mode() == Mode.DRY_RUN;
    }

    @Override
    public boolean isPaused() {
        return operations.snapshot().mode() == Mode.PAUSED;
    }

    @Override
    public String getHealth() {
        return health().status().word();
    }

    @Override
    public List<String> getHealthReasons() {
        return health().reasons();
    }

    private Health health() {
        return Health.of(operations.snapshot(), clock.instant());
    }

    @Override
    public ResourcesInfo getResources() {
        Snapshot snapshot = operations.snapshot();
        Snapshot.Resources resources = snapshot.resources();
        Sensed<Reading> reading = snapshot.assessment().map(Assessment::reading);
        return new ResourcesInfo(
                resources.cpuPercent(),
                resources.cpuCount(),
                resources.diskPercent(),
                reading.map(Reading::usedPercent).orElse(Double.NaN),
                reading.map(Reading::availableBytes).orElse(-1L),
                reading.map(Reading::totalBytes).orElse(-1L),
                snapshot.assessment() instanceof Sensed.Known<Assessment> known
                        ? known.at().toEpochMilli()
                        : -1);
    }

    @Override
    public List<SourceInfo> getSources() {
        return operations.snapshot().sources().stream().map(SourceRows::of).toList();
    }

    @Override
    public List<String> getInProgress() {
        return operations.snapshot().inProgress();
    }

    @Override
    public List<OwedInfo> getOwed() {
        return operations.snapshot().owed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(owed -> new OwedInfo(owed.getKey(), owed.getValue()))
                .toList();
    }

    @Override
    public PlanInfo getLastPlan() {
        return PlanRows.of(operations.snapshot().lastPlan());
    }

    @Override
    public PlanInfo getNextPlan() {
        Snapshot snapshot = operations.snapshot();
        if (!(snapshot.assessment() instanceof Sensed.Known<Assessment> known)) {
            return PlanRows.UNKNOWN;
        }
        Plan plan = snapshot.contingencies().get(nextUp(known.value().level()));
        return plan == null ? PlanRows.UNKNOWN : PlanRows.of(plan);
    }

    private static Level nextUp(Level level) {
        return Arrays.stream(Level.values())
                .filter(it -> it.compareTo(level) > 0)
                .findFirst()
                .orElse(level);
    }

    @Override
    public List<PlanInfo> getPreview() {
        Snapshot snapshot = operations.snapshot();
        if (!snapshot.assessment().isKnown()) {
            return List.of();
        }
        return Arrays.stream(Level.values())
                .filter(level -> level.isAtLeast(Level.WARNING))
                .map(snapshot.contingencies()::get)
                .filter(Objects::nonNull)
                .map(PlanRows::of)
                .toList();
    }

    @Override
    public ReportInfo optimize() {
        return OutcomeRows.of(operations.optimize());
    }

    @Override
    public ReportInfo emergencyScaleDown() {
        return OutcomeRows.of(operations.emergencyScaleDown());
    }

    @Override
    public ReportInfo restore() {
        return OutcomeRows.of(operations.restore());
    }

    @Override
    public PlanInfo previewPlan(String level) {
        return PlanRows.of(operations.previewPlan(LevelName.parse(level)));
    }

    @Override
    public RoomInfo canLoad(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be 0 or positive, but it is " + bytes);
        }
        Operations.CanLoad answer = operations.canLoad(bytes);
        boolean unknown = answer.answer() == Operations.CanLoad.Answer.UNKNOWN;
        return new RoomInfo(
                answer.answer().name().toLowerCase(Locale.ROOT), unknown ? -1 : answer.roomBytes(), answer.reason());
    }

    @Override
    public void pause() {
        operations.pause();
    }

    @Override
    public void resume() {
        operations.resume();
    }

    private Sensed<Assessment> assessment() {
        return operations.snapshot().assessment();
    }

    private Sensed<Level> level() {
        return assessment().map(Assessment::level);
    }
}
