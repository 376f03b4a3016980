package io.spillway.mbeans;

/**
 * Whether something that Spillway reads answers.
 *
 * @param name {@code memory}, {@code processes}, {@code containers}, or a model server's type and address
 * @param state {@code known}: it answers; {@code absent}: there is none on this host, which is fine; {@code unknown}: it should answer
 *     and does not
 * @param reason what is read, or why it is absent or unknown
 * @param at when it answered, or since when it does not, in milliseconds since the epoch; −1 where it is absent
 */
public record SourceInfo(String name, String state, String reason, long at) {}
