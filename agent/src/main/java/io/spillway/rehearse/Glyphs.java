package io.spillway.rehearse;

import java.nio.charset.Charset;

/** What a curve is drawn with. */
enum Glyphs {
    BLOCKS(" ▁▂▃▄▅▆▇█", '┈', '┤', '─', '→'),
    /** Where the terminal's character set has no others. */
    ASCII(" ...::###", '-', '|', '-', '>');

    private final String filled;
    private final char threshold;
    private final char axis;
    private final char rule;
    private final char arrow;

    Glyphs(String filled, char threshold, char axis, char rule, char arrow) {
        this.filled = filled;
        this.threshold = threshold;
        this.axis = axis;
        this.rule = rule;
        this.arrow = arrow;
    }

    static Glyphs of(Charset charset) {
        return charset.newEncoder().canEncode(BLOCKS.filled + BLOCKS.threshold) ? BLOCKS : ASCII;
    }

    /** A cell that is filled from below by that part (0–1). */
    char filled(double part) {
        int steps = filled.length() - 1;
        return filled.charAt((int) Math.round(Math.max(0, Math.min(1, part)) * steps));
    }

    char threshold() {
        return threshold;
    }

    char axis() {
        return axis;
    }

    char rule() {
        return rule;
    }

    char arrow() {
        return arrow;
    }
}
