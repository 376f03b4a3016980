package io.spillway.plan;

import static java.util.Objects.requireNonNull;

/**
 * A target that the plan leaves alone although its gate is open.
 *
 * @param detail for people, with the figures
 */
public record PassedOver(Target target, Gate gate, Why why, String detail) {
    /** The reasons there are. */
    public enum Why {
        PROTECTED,
        PINNED,
        ESSENTIAL,
        BUSY,
        TOO_SLOW,
        OUT_OF_SCOPE,
        FREES_NOTHING,
        IN_PROGRESS,
        NOT_NEEDED,
        UNDOING_IMPOSSIBLE,
        /** What would decide it is not known. */
        UNKNOWN,
        /** It was tried and did not help. */
        FAILED_LATELY
    }

    public PassedOver {
        requireNonNull(target, "target");
        requireNonNull(gate, "gate");
        requireNonNull(why, "why");
        requireNonNull(detail, "detail");
    }
}
