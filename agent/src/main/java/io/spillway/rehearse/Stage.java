package io.spillway.rehearse;

import java.io.PrintWriter;
import java.util.List;

/** Where the show is seen. */
interface Stage {
    /** Called at each beat. */
    void show(Story story, String url);

    /** Leaves the screen as it was before. */
    void leave();

    /** The same picture again and again, on a screen of its own. */
    static Stage terminal(PrintWriter out, Screen screen) {
        return new Terminal(out, screen);
    }

    /** One line a second, and one for each thing that happens. */
    static Stage lines(PrintWriter out) {
        return new Lines(out);
    }

    /** An ANSI terminal. */
    final class Terminal implements Stage {
        private static final String OTHER_SCREEN_NO_CURSOR_NO_WRAP = "\033[?1049h\033[?25l\033[?7l\033[2J";
        private static final String BACK = "\033[?7h\033[?25h\033[?1049l";
        private static final double PERIOD_SECONDS = 0.1;

        private final PrintWriter out;
        private final Screen screen;
        private double shownAt = Double.NEGATIVE_INFINITY;

        Terminal(PrintWriter out, Screen screen) {
            this.out = out;
            this.screen = screen;
            out.print(OTHER_SCREEN_NO_CURSOR_NO_WRAP);
        }

        @Override
        public void show(Story story, String url) {
            if (story.seconds() - shownAt < PERIOD_SECONDS) {
                return;
            }
            shownAt = story.seconds();
            List<String> lines = screen.lines(story, url);
            out.print("\033[H" + String.join("\033[K\r\n", lines) + "\033[K\033[J");
            out.flush();
        }

        @Override
        public void leave() {
            out.print(BACK);
            out.flush();
        }
    }

    /** A file or a pipe. */
    final class Lines implements Stage {
        private final PrintWriter out;
        private String scene = "";
        private int happenings;
        private double shownAt = Double.NEGATIVE_INFINITY;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void show(Story story, String url) {
            if (!story.scene().equals(scene)) {
                scene = story.scene();
                out.println("# " + scene);
            }
            List<Happening> all = story.happenings();
            for (Happening happening : all.subList(happenings, all.size())) {
                if (Screen.isWorthIt(happening.entry().kind())) {
                    out.println(Words.of(happening, Glyphs.ASCII));
                }
            }
            happenings = all.size();
            Point last = story.last();
            if (last != null && last.seconds() - shownAt >= 1) {
                shownAt = last.seconds();
                out.printf("%s  %-11s %.1f %% used%n", Words.time(last.seconds()), last.level(), last.usedPercent());
            }
        }

        @Override
        public void leave() {
            out.flush();
        }
    }
}
