package io.spillway.config;

import static java.util.Objects.requireNonNull;

/**
 * What one container should have. Where the configuration says nothing about one of these, it is as in {@link #UNSTATED}.
 *
 * @param memoryBytes hard limit; 0 is none
 * @param cpus CPUs; 0 is none
 * @param reservationBytes soft reservation; 0 is none
 * @param reservationCpus soft reservation; 0 is none
 * @param priority 0–100, higher lives longer
 */
public record ContainerLimits(
        long memoryBytes, double cpus, long reservationBytes, double reservationCpus, int priority, Care care) {

    public static final int DEFAULT_PRIORITY = 50;
    public static final ContainerLimits UNSTATED = new ContainerLimits(0, 0, 0, 0, DEFAULT_PRIORITY, Care.NONE);

    /** How carefully a container must be treated. */
    public enum Care {
        NONE,
        /** Stopped last and gently. */
        STATEFUL,
        /** Never touched. */
        PROTECTED
    }

    public ContainerLimits {
        requireNonNull(care, "care");
        if (memoryBytes < 0 || cpus < 0 || reservationBytes < 0 || reservationCpus < 0) {
            throw new IllegalArgumentException("limits must not be negative");
        }
        if (memoryBytes > 0 && reservationBytes > memoryBytes) {
            throw new IllegalArgumentException("the memory reservation must not exceed the memory limit");
        }
        if (priority < 0 || priority > 100) {
            throw new IllegalArgumentException("priority must be 0 to 100, but it is " + priority);
        }
    }
}
