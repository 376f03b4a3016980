package io.spillway.mbeans;

/**
 * Whether something more fits below WARNING.
 *
 * @param answer {@code yes}, {@code no}, or {@code unknown} while memory cannot be read
 * @param roomBytes what still fits below WARNING; −1 while memory cannot be read
 * @param reason for people, with the figures
 */
public record RoomInfo(String answer, long roomBytes, String reason) {}
