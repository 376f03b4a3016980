package io.spillway.mbeans;

/**
 * One efficiency target, with what this host achieves at this moment.
 *
 * @param target what is judged
 * @param bound what it should be, for people, such as {@code < 3 GB}; 1 GB is 1024³ bytes
 * @param limit the bound as a number
 * @param unit of {@code limit} and {@code achieved}: {@code percent}, {@code bytes} or {@code seconds}
 * @param achieved what is measured now; NaN where it was not or cannot be measured
 * @param met {@code yes}, {@code no}, or {@code unknown}, which is never to be read as yes
 * @param detail how it was measured, or why it is unknown
 */
public record TargetInfo(
        String target, String bound, double limit, String unit, double achieved, String met, String detail) {}
