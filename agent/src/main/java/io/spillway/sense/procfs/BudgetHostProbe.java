package io.spillway.sense.procfs;

import io.spillway.sense.HostProbe;
import io.spillway.sense.MemorySample;
import io.spillway.sense.Pressure;
import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.io.IOException;

/**
 * The machine as if it had less memory: total is the budget, used is what the whole machine uses beyond what is set aside. Swap is
 * the machine's own and no part of the budget.
 */
public final class BudgetHostProbe implements HostProbe {
    private static final long MIB = 1L << 20;
    private static final String NO_PRESSURE = "a budget has no pressure of its own";

    private final HostProbe machine;
    private final long budgetBytes;
    private final long setAsideBytes;
    private final MemorySample whole = new MemorySample();

    /** @param machine the probe of the whole machine; closed together with this one */
    public BudgetHostProbe(HostProbe machine, long budgetBytes) {
        this(machine, budgetBytes, 0);
    }

    /** @param setAsideBytes what of the machine's use does not count */
    public BudgetHostProbe(HostProbe machine, long budgetBytes, long setAsideBytes) {
        if (budgetBytes <= 0 || setAsideBytes < 0) {
            throw new IllegalArgumentException(
                    "a budget must be positive: " + budgetBytes + " beyond " + setAsideBytes + " bytes set aside");
        }
        this.machine = machine;
        this.budgetBytes = budgetBytes;
        this.setAsideBytes = setAsideBytes;
    }

    @Override
    public void sample(MemorySample into) throws IOException {
        machine.sample(whole);
        long totalBytes = Math.min(budgetBytes, whole.totalBytes());
        long usedBytes = Math.max(0, whole.totalBytes() - whole.availableBytes() - setAsideBytes);
        into.set(
                totalBytes,
                Math.max(0, totalBytes - usedBytes),
                whole.swapTotalBytes(),
                whole.swapTotalBytes() - whole.swapUsedBytes());
    }

    @Override
    public Sensed<Pressure> pressure() {
        return new Sensed.Absent<>(NO_PRESSURE);
    }

    @Override
    public Sensed<Refaults> refaults() {
        return new Sensed.Absent<>(NO_PRESSURE);
    }

    /** After the first sample it also says whether the budget is more than the machine has. */
    @Override
    public String describe() {
        String budget = "budget of " + exactly(budgetBytes) + " of " + machine.describe()
                + (setAsideBytes > 0 ? ", beyond " + exactly(setAsideBytes) + " that were in use before" : "");
        boolean sampled = whole.totalBytes() > 0;
        return sampled && budgetBytes > whole.totalBytes()
                ? budget + ", which has " + exactly(whole.totalBytes()) + " in all: these are the limit"
                : budget;
    }

    private static String exactly(long bytes) {
        return bytes % MIB == 0 ? bytes / MIB + " MiB" : bytes + " bytes";
    }

    @Override
    public void close() {
        machine.close();
    }
}
