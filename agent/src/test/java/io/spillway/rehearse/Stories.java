package io.spillway.rehearse;

import io.spillway.assess.Level;
import java.util.ArrayList;
import java.util.List;

/** Curves for tests. */
final class Stories {
    private Stories() {}

    /** Up from 20 to 99 % in a minute and down again at once, two points a second. */
    static List<Point> rise() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            double used = 20 + 79.0 * i / 119;
            points.add(new Point(i / 2.0, used, level(used)));
        }
        for (int i = 0; i < 20; i++) {
            points.add(new Point(60 + i / 2.0, 30, i < 4 ? Level.KILL_SWITCH : Level.NORMAL));
        }
        return points;
    }

    private static Level level(double used) {
        return used >= 98
                ? Level.KILL_SWITCH
                : used >= 95
                        ? Level.EMERGENCY
                        : used >= 90 ? Level.CRITICAL : used >= 80 ? Level.WARNING : Level.NORMAL;
    }
}
