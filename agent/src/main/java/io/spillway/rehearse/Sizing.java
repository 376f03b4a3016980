package io.spillway.rehearse;

import io.spillway.assess.Figures;

/**
 * How large everything in the show is. The show's budget is a part of what is free, and everything else a part of the budget; what the
 * machine used before is set aside. Pure.
 *
 * @param usedBytes what the machine uses before the show
 * @param budgetBytes all memory there is, for the show
 */
record Sizing(long usedBytes, long budgetBytes) {
    private static final long LEAST_AVAILABLE_BYTES = 1_500_000_000;
    private static final long LEAST_BUDGET_BYTES = 900_000_000;
    private static final double PART_OF_AVAILABLE = 0.4;

    /**
     * Works it out.
     *
     * @throws TooLittleMemoryException the show would be in the way of what runs here
     */
    static Sizing of(long totalBytes, long availableBytes, Length length) throws TooLittleMemoryException {
        if (availableBytes < LEAST_AVAILABLE_BYTES) {
            throw new TooLittleMemoryException(
                    "the rehearsal needs %s of free memory, and of %s only %s are available: close something, or run it on a larger machine"
                            .formatted(
                                    Figures.bytes(LEAST_AVAILABLE_BYTES),
                                    Figures.bytes(totalBytes),
                                    Figures.bytes(availableBytes)));
        }
        long part = (long) (availableBytes * PART_OF_AVAILABLE);
        long budget = Math.min(length.largestBudgetBytes(), Math.max(LEAST_BUDGET_BYTES, part));
        return new Sizing(totalBytes - availableBytes, budget);
    }

    /** The model that goes by policy: too many parameters. */
    long largeModelBytes() {
        return part(0.06);
    }

    /** The model that goes at WARNING: nobody uses it. */
    long idleModelBytes() {
        return part(0.06);
    }

    /** The model that goes at CRITICAL: it is used, but not essential. */
    long busyModelBytes() {
        return part(0.06);
    }

    /** The model that goes at EMERGENCY: it is pinned. */
    long pinnedModelBytes() {
        return part(0.05);
    }

    /** Enough that stopping it alone brings the level from KILL_SWITCH (98 %) below CRITICAL (90 %), with room for an error. */
    long webBytes() {
        return part(0.12);
    }

    long databaseBytes() {
        return part(0.05);
    }

    long vaultBytes() {
        return part(0.04);
    }

    /** What the protected process holds at least. */
    long bystanderLeastBytes() {
        return part(0.03);
    }

    /** More than any service holds: a service's process is never ended, its container is stopped. */
    long minRssBytes() {
        return part(0.2);
    }

    /**
     * What the runaway never passes. It fills until the level is reached, which takes more than the budget where other programs give
     * memory back meanwhile.
     */
    long runawayLimitBytes() {
        return part(1.3);
    }

    /** What the protected process never passes; the same holds for it. */
    long bystanderLimitBytes() {
        return part(1.5);
    }

    long part(double fraction) {
        return (long) (budgetBytes * fraction);
    }
}
