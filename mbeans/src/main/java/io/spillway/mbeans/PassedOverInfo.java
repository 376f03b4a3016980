package io.spillway.mbeans;

/**
 * A target that a plan leaves alone although its gate is open.
 *
 * @param target what is left alone
 * @param gate the open gate
 * @param why such as PROTECTED, PINNED, TOO_SLOW or NOT_NEEDED
 * @param detail for people, with the figures
 */
public record PassedOverInfo(String target, String gate, String why, String detail) {}
