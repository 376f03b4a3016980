package io.spillway.rehearse;

import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.config.Levels;
import io.spillway.record.Entry;
import java.util.ArrayList;
import java.util.List;

/** The live screen: 80 columns, 23 lines. Pure. */
final class Screen {
    static final int WIDTH = 80;
    private static final int HAPPENINGS = 5;

    private final Sizing sizing;
    private final Levels levels;
    private final double expectedSeconds;
    private final Glyphs glyphs;
    private final Ink ink;

    /** @param expectedSeconds how long the show will take, about */
    Screen(Sizing sizing, Levels levels, double expectedSeconds, Glyphs glyphs, Ink ink) {
        this.sizing = sizing;
        this.levels = levels;
        this.expectedSeconds = expectedSeconds;
        this.glyphs = glyphs;
        this.ink = ink;
    }

    /** @param url where the guard can be asked meanwhile; empty while that is not known */
    List<String> lines(Story story, String url) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold("Spillway rehearsal") + ": the real guard, stand-ins with real memory");
        lines.add(cut(story.scene()));
        lines.add("");
        int columns = Curve.columnsFor(WIDTH);
        Curve curve = new Curve(columns, expectedSeconds / columns, levels, glyphs, ink);
        lines.addAll(curve.lines(story.points()));
        lines.add(status(story, url));
        List<Happening> shown = story.happenings().stream()
                .filter(happening -> isWorthIt(happening.entry().kind()))
                .toList();
        for (int i = 0; i < HAPPENINGS; i++) {
            int index = Math.max(0, shown.size() - HAPPENINGS) + i;
            lines.add(index < shown.size() ? line(shown.get(index)) : "");
        }
        return lines;
    }

    private String status(Story story, String url) {
        Point last = story.last();
        if (last == null) {
            return "memory has not been read yet";
        }
        return "%s  %s  %s used of %s  freed %s  %s"
                .formatted(
                        Words.time(story.seconds()),
                        ink.of(last.level(), "%-11s".formatted(last.level())),
                        Figures.percent(last.usedPercent()),
                        Figures.bytes(sizing.budgetBytes()),
                        Figures.bytes(story.freedBytes()),
                        ink.faint(url));
    }

    private String line(Happening happening) {
        String text = cut(Words.of(happening, glyphs));
        return happening.entry().kind() == Entry.Kind.LEVEL_CHANGED
                ? ink.of(Level.valueOf(happening.entry().level()), text)
                : text;
    }

    static boolean isWorthIt(Entry.Kind kind) {
        return switch (kind) {
            case LEVEL_CHANGED,
                    MEASURE_DONE,
                    MEASURE_FAILED,
                    MEASURE_UNSETTLED,
                    RESTORED,
                    SHORTFALL,
                    SOURCE_LOST,
                    SOURCE_BACK -> true;
            case STARTED, STOPPED, MEASURE_DRY_RUN, OPERATION -> false;
        };
    }

    private static String cut(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH);
    }
}
