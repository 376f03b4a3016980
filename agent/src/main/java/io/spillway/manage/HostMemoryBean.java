package io.spillway.manage;

import io.spillway.assess.Assessment;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.HostMemoryMXBean;
import io.spillway.sense.Pressure;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import java.util.function.Supplier;

/** The newest reading. */
final class HostMemoryBean implements HostMemoryMXBean {
    private final Supplier<Snapshot> snapshots;

    HostMemoryBean(Supplier<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public long getTotalBytes() {
        return reading().map(Reading::totalBytes).orElse(-1L);
    }

    @Override
    public long getAvailableBytes() {
        return reading().map(Reading::availableBytes).orElse(-1L);
    }

    @Override
    public long getUsedBytes() {
        return reading().map(Reading::usedBytes).orElse(-1L);
    }

    @Override
    public double getUsedPercent() {
        return reading().map(Reading::usedPercent).orElse(Double.NaN);
    }

    @Override
    public long getSwapTotalBytes() {
        return reading().map(Reading::swapTotalBytes).orElse(-1L);
    }

    @Override
    public long getSwapUsedBytes() {
        return reading().map(Reading::swapUsedBytes).orElse(-1L);
    }

    @Override
    public double getPressureSomeAvg10() {
        return pressure().map(Pressure::someAvg10).orElse(Double.NaN);
    }

    @Override
    public double getPressureFullAvg10() {
        return pressure().map(Pressure::fullAvg10).orElse(Double.NaN);
    }

    @Override
    public double getRefaultsPerSecond() {
        return assessment() instanceof Sensed.Known<Assessment> known
                ? known.value().refaultsPerSecond().orElse(Double.NaN)
                : Double.NaN;
    }

    @Override
    public double getFillRateBytesPerSecond() {
        return assessment().map(Assessment::fillRateBytesPerSecond).orElse(Double.NaN);
    }

    private Sensed<Assessment> assessment() {
        return snapshots.get().assessment();
    }

    private Sensed<Reading> reading() {
        return assessment().map(Assessment::reading);
    }

    private Sensed<Pressure> pressure() {
        return reading() instanceof Sensed.Known<Reading> known
                ? known.value().pressure()
                : new Sensed.Absent<>("memory cannot be read");
    }
}
