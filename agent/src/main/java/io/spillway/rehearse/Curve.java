package io.spillway.rehearse;

import io.spillway.assess.Level;
import io.spillway.config.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws used memory over time as a filled curve, with the four thresholds. The scale is stretched where the thresholds are: each row
 * is 25 points up to 50 %, 10 up to 80 %, and 2.5 above. Pure.
 *
 * @param columns how many moments are drawn
 * @param secondsPerColumn what one of them stands for
 */
record Curve(int columns, double secondsPerColumn, Levels levels, Glyphs glyphs, Ink ink) {
    static final int ROWS = 13;
    private static final double[] ROW_BEGINS = {0, 25, 50, 60, 70, 80, 82.5, 85, 87.5, 90, 92.5, 95, 97.5, 100};
    private static final int LABEL = 5;
    private static final int NAME = 12;

    /** All of it, whatever its length. */
    static Curve ofAll(List<Point> points, int columns, Levels levels, Glyphs glyphs, Ink ink) {
        double seconds = points.isEmpty() ? 0 : points.get(points.size() - 1).seconds();
        return new Curve(columns, Math.max(seconds, 1) / columns * 1.0001, levels, glyphs, ink);
    }

    /** The newest part of it: {@link #ROWS} lines, the axis and its figures. */
    List<String> lines(List<Point> points) {
        double last = points.isEmpty() ? 0 : points.get(points.size() - 1).seconds();
        long firstColumn = Math.max(0, (long) (last / secondsPerColumn) + 1 - columns);
        Moment[] moments = moments(points, firstColumn);
        List<String> lines = new ArrayList<>();
        for (int row = ROWS - 1; row >= 0; row--) {
            lines.add(line(row, moments));
        }
        lines.add(times(firstColumn));
        return lines;
    }

    /** The highest use in the time of one column, and the gravest level. */
    private record Moment(double usedPercent, Level level) {
        Moment and(Point point) {
            return new Moment(
                    Math.max(usedPercent, point.usedPercent()),
                    level.compareTo(point.level()) >= 0 ? level : point.level());
        }
    }

    private Moment[] moments(List<Point> points, long firstColumn) {
        Moment[] moments = new Moment[columns];
        for (Point point : points) {
            long column = (long) (point.seconds() / secondsPerColumn) - firstColumn;
            if (column >= 0 && column < columns) {
                Moment before = moments[(int) column];
                moments[(int) column] =
                        before == null ? new Moment(point.usedPercent(), point.level()) : before.and(point);
            }
        }
        return moments;
    }

    private String line(int row, @Nullable Moment[] moments) {
        Level level = levelAt(row);
        String name = level == Level.NORMAL ? "" : level.name();
        StringBuilder line = new StringBuilder(label(row, level)).append(glyphs.axis());
        for (Moment moment : moments) {
            line.append(cell(row, level, moment));
        }
        return line.append(' ').append(ink.of(level, name)).toString();
    }

    private String cell(int row, Level threshold, @Nullable Moment moment) {
        double part = moment == null ? 0 : filledPart(row, moment.usedPercent());
        char filled = glyphs.filled(part);
        if (moment != null && filled != ' ') {
            return ink.of(moment.level(), String.valueOf(filled));
        }
        return threshold == Level.NORMAL ? " " : ink.faint(String.valueOf(glyphs.threshold()));
    }

    private static double filledPart(int row, double usedPercent) {
        return (usedPercent - ROW_BEGINS[row]) / (ROW_BEGINS[row + 1] - ROW_BEGINS[row]);
    }

    /** The level whose threshold lies in that row. */
    private Level levelAt(int row) {
        for (Level level : Level.values()) {
            double threshold = level.thresholdPercent(levels);
            if (level != Level.NORMAL && threshold >= ROW_BEGINS[row] && threshold < ROW_BEGINS[row + 1]) {
                return level;
            }
        }
        return Level.NORMAL;
    }

    private String label(int row, Level level) {
        double percent = level == Level.NORMAL ? ROW_BEGINS[row] : level.thresholdPercent(levels);
        boolean shown = level != Level.NORMAL || row <= 2;
        return shown ? String.format(Locale.ROOT, "%3.0f %%", percent) : " ".repeat(LABEL);
    }

    private String times(long firstColumn) {
        StringBuilder line = new StringBuilder(" ".repeat(LABEL + 1));
        int every = 10;
        for (int column = 0; column + every <= columns; column += every) {
            double seconds = (firstColumn + column) * secondsPerColumn;
            line.append(String.format(Locale.ROOT, "%-10s", String.format(Locale.ROOT, "%.0f s", seconds)));
        }
        return line.toString().stripTrailing();
    }

    /** How many columns fit a screen of that width. */
    static int columnsFor(int width) {
        return width - LABEL - 1 - 1 - NAME;
    }
}
