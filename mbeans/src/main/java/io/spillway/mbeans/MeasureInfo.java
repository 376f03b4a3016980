package io.spillway.mbeans;

/**
 * One action on one target, as planned.
 *
 * @param kind such as {@code unload-model}, {@code kill-process}, {@code stop-container}
 * @param target what it acts on
 * @param gate which gate it belongs to, such as UNLOAD_IDLE
 * @param disruption what it costs its users: NONE, RELOAD, LOST_REQUESTS, PROGRAM_ENDED or SERVICE_STOPPED
 * @param expectedReliefBytes what the plan counts on becoming available
 * @param expectedDurationSeconds how long it takes until the memory is free
 * @param reason why this target, for people
 */
public record MeasureInfo(
        String kind,
        String target,
        String gate,
        String disruption,
        long expectedReliefBytes,
        double expectedDurationSeconds,
        String reason) {}
