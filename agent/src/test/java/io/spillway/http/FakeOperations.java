package io.spillway.http;

import io.spillway.act.Outcome;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.plan.Plan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Answers what the test lays into it. */
final class FakeOperations implements Operations {
    volatile Supplier<Snapshot> snapshot = () -> Snapshots.normal().build();
    volatile Supplier<Report> report = () -> new Report(List.of(), 0, "nothing to do");
    final AtomicInteger optimized = new AtomicInteger();
    final AtomicInteger scaledDown = new AtomicInteger();

    @Override
    public Snapshot snapshot() {
        return snapshot.get();
    }

    @Override
    public Report optimize() {
        optimized.incrementAndGet();
        return report.get();
    }

    @Override
    public Report emergencyScaleDown() {
        scaledDown.incrementAndGet();
        return report.get();
    }

    @Override
    public Report restore() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Plan previewPlan(Level level) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CanLoad canLoad(long bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changeLevels(Levels levels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetLevels() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pin(String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unpin(String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome unload(String runtime, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String load(String runtime, String model) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome stopContainer(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome restoreContainer(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clearJournal() {
        throw new UnsupportedOperationException();
    }
}
