package io.spillway.bench;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;

/** A host of so much used memory, always the same. */
final class SteadyHost implements HostProbe {
    private static final long TOTAL_BYTES = 15L << 30;

    private volatile double usedPercent;

    SteadyHost(double usedPercent) {
        this.usedPercent = usedPercent;
    }

    void use(double percent) {
        usedPercent = percent;
    }

    @Override
    public void sample(MemorySample into) {
        into.set(TOTAL_BYTES, (long) (TOTAL_BYTES * (1 - usedPercent / 100)), 0, 0);
    }

    @Override
    public Sensed<Pressure> pressure() {
        return new Sensed.Absent<>("a stand-in has none");
    }

    @Override
    public Sensed<Refaults> refaults() {
        return new Sensed.Absent<>("a stand-in has none");
    }

    @Override
    public String describe() {
        return "stand-in";
    }

    @Override
    public void close() {}
}
