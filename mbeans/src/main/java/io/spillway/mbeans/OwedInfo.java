package io.spillway.mbeans;

/**
 * Something that the guard changed and will put back.
 *
 * @param target what was changed
 * @param what what has to be put back, for people
 */
public record OwedInfo(String target, String what) {}
