package io.spillway.mbeans;

/**
 * One reason for a level.
 *
 * @param kind USAGE, PRESSURE, REFAULT or FORECAST
 * @param level the level that this signal alone gives
 * @param reason for people, with the figures
 */
public record SignalInfo(String kind, String level, String reason) {}
