package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Level;
import io.spillway.config.Levels;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final int COLUMNS = 30;

    @Test
    void drawsARiseThroughEveryThreshold() {
        List<Point> points = Stories.rise();

        List<String> lines = Curve.ofAll(points, COLUMNS, Levels.DEFAULTS, Glyphs.BLOCKS, Ink.NONE)
                .lines(points);

        assertThat(lines).containsExactlyElementsOf(Golden.lines("curve.txt", lines));
    }

    @Test
    void drawsTheSameWhereThereAreNoBlocks() {
        List<Point> points = Stories.rise();

        List<String> lines = Curve.ofAll(points, COLUMNS, Levels.DEFAULTS, Glyphs.ASCII, Ink.NONE)
                .lines(points);

        assertThat(lines).containsExactlyElementsOf(Golden.lines("curve-ascii.txt", lines));
        assertThat(String.join("", lines).chars()).allMatch(c -> c < 128);
    }

    @Test
    void showsTheNewestPartWhenAllDoesNotFit() {
        List<Point> points = Stories.rise();

        List<String> lines = new Curve(COLUMNS, 1, Levels.DEFAULTS, Glyphs.BLOCKS, Ink.NONE).lines(points);

        assertThat(lines.get(Curve.ROWS)).isEqualTo("      40 s      50 s      60 s");
    }

    @Test
    void hasTheThresholdsAndNothingElseBeforeTheFirstLook() {
        List<String> lines = new Curve(COLUMNS, 1, Levels.DEFAULTS, Glyphs.BLOCKS, Ink.NONE).lines(List.of());

        assertThat(lines)
                .filteredOn(line -> line.contains("┈"))
                .extracting(line -> line.substring(line.lastIndexOf('┈') + 2))
                .containsExactly("KILL_SWITCH", "EMERGENCY", "CRITICAL", "WARNING");
        assertThat(String.join("", lines)).doesNotContain("█");
    }

    @Test
    void coloursWhatWasUsedByTheLevelOfThatTime() {
        List<Point> points = List.of(new Point(0.5, 96, Level.EMERGENCY));

        List<String> lines = new Curve(COLUMNS, 1, Levels.DEFAULTS, Glyphs.BLOCKS, Ink.ANSI).lines(points);

        assertThat(lines.get(Curve.ROWS - 1)).startsWith("  0 %┤\033[31m█\033[0m ");
    }
}
