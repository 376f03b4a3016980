package io.spillway.mbeans;

/**
 * How often a measure was done since the start.
 *
 * @param kind of the measure, such as {@code unload-model}
 * @param count never falls
 */
public record MeasureCountInfo(String kind, long count) {}
