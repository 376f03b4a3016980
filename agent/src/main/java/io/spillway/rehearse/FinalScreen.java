package io.spillway.rehearse;

import io.spillway.assess.Figures;
import io.spillway.config.Levels;
import io.spillway.record.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What is left on the screen: the curve of the whole show, who was who, what was done, and whether all came to pass. Pure. */
final class FinalScreen {
    private static final String NOTHING = "-";

    private final Sizing sizing;
    private final Levels levels;
    private final Glyphs glyphs;
    private final Ink ink;

    FinalScreen(Sizing sizing, Levels levels, Glyphs glyphs, Ink ink) {
        this.sizing = sizing;
        this.levels = levels;
        this.glyphs = glyphs;
        this.ink = ink;
    }

    /**
     * The lines.
     *
     * @param present what became of each role, by its name
     */
    List<String> lines(Story story, List<Role> roles, Map<String, String> present) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold("Spillway rehearsal")
                + ": the real guard, %d s; memory rose to %s of %s."
                        .formatted(
                                Math.round(story.seconds()),
                                Figures.percent(story.highestPercent()),
                                Figures.bytes(sizing.budgetBytes())));
        lines.add("What this machine used before (%s) is set aside; all below are stand-ins."
                .formatted(Figures.bytes(sizing.usedBytes())));
        lines.add("");
        int columns = Curve.columnsFor(Screen.WIDTH);
        lines.addAll(Curve.ofAll(story.points(), columns, levels, glyphs, ink).lines(story.points()));
        lines.add("");
        lines.addAll(table(story, roles, present));
        lines.add("");
        lines.addAll(verdict(story.steps()));
        return lines;
    }

    private List<String> table(Story story, List<Role> roles, Map<String, String> present) {
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(17, 0, Overflow.TRUNCATE),
                new Column(21, 0, Overflow.TRUNCATE),
                new Column(22, 0, Overflow.TRUNCATE),
                new Column(8, 0, Overflow.TRUNCATE),
                new Column(12, 0, Overflow.TRUNCATE));
        table.addRowValues("stand-in", "plays", "was", "freed", "in the end");
        table.addRowValues(rule(16), rule(20), rule(21), rule(7), rule(12));
        for (Role role : roles) {
            List<Happening> done = story.happenings().stream()
                    .filter(happening -> happening.entry().kind() == Entry.Kind.MEASURE_DONE
                            && happening.target().equals(role.name()))
                    .toList();
            String end = present.getOrDefault(role.name(), "unknown");
            if (done.isEmpty()) {
                table.addRowValues(role.name(), role.standsFor(), NOTHING, NOTHING, end);
            }
            for (Happening one : done) {
                table.addRowValues(
                        role.name(),
                        role.standsFor(),
                        Words.inShort(one.entry()),
                        Figures.bytes(one.entry().freedBytes()),
                        end);
            }
        }
        return table.toString().lines().map(String::stripTrailing).toList();
    }

    private String rule(int length) {
        return String.valueOf(glyphs.rule()).repeat(length);
    }

    private List<String> verdict(List<StepResult> steps) {
        List<String> missed = steps.stream()
                .filter(step -> !step.happened())
                .map(StepResult::what)
                .toList();
        if (missed.isEmpty() && !steps.isEmpty()) {
            return List.of(ink.bold("passed") + ": all %d things that it is to show happened".formatted(steps.size()));
        }
        List<String> lines = new ArrayList<>();
        missed.forEach(what -> lines.add("missed: " + what));
        lines.add(ink.bold("missed %d of %d".formatted(missed.size(), steps.size()))
                + ": did other programs take or free much memory? Run it again");
        return lines;
    }
}
