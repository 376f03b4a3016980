package io.spillway.rehearse;

/** How long the show takes, and how much memory it may take for that. */
public enum Length {
    /** About a minute. */
    FULL(3_000_000_000L),
    /** About half of that, for tests. */
    QUICK(1_200_000_000L);

    private final long largestBudgetBytes;

    Length(long largestBudgetBytes) {
        this.largestBudgetBytes = largestBudgetBytes;
    }

    long largestBudgetBytes() {
        return largestBudgetBytes;
    }
}
