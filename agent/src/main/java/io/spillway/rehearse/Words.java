package io.spillway.rehearse;

import io.spillway.assess.Figures;
import io.spillway.record.Entry;
import java.util.Locale;

/** What happened, for people, in one line. */
final class Words {
    private Words() {}

    static String time(double seconds) {
        return String.format(Locale.ROOT, "%d:%02d", (int) seconds / 60, (int) seconds % 60);
    }

    /** A measure in the past tense; the kind itself where there is no better word. */
    static String done(String action) {
        return switch (action) {
            case "unload-model" -> "unloaded";
            case "force-unload-model" -> "force-unloaded";
            case "kill-process" -> "ended";
            case "stop-container" -> "stopped";
            case "start-container" -> "started again";
            default -> action;
        };
    }

    /** What was done at which level. At NORMAL only the model policy acts. */
    static String inShort(Entry entry) {
        String done = entry.action().equals("force-unload-model") ? done("unload-model") : done(entry.action());
        return done + ", " + (entry.level().equals("NORMAL") ? "policy" : entry.level());
    }

    /** Without a line end, however long. */
    static String of(Happening happening, Glyphs glyphs) {
        Entry entry = happening.entry();
        String time = time(happening.seconds());
        return switch (entry.kind()) {
            case LEVEL_CHANGED -> "%s  %-11s %s".formatted(time, entry.level(), glyphs.arrow() + " " + entry.detail());
            case MEASURE_DONE ->
                "%s  %-11s %-14s %-17s freed %7s in %s"
                        .formatted(
                                time,
                                entry.level(),
                                done(entry.action()),
                                happening.target(),
                                Figures.bytes(entry.freedBytes()),
                                Figures.seconds(entry.tookMillis() / 1000.0));
            case RESTORED ->
                "%s  %-11s %-14s %s".formatted(time, entry.level(), done(entry.action()), happening.target());
            case MEASURE_FAILED ->
                "%s  %-11s %s of %s FAILED: %s"
                        .formatted(time, entry.level(), entry.action(), happening.target(), entry.detail());
            case MEASURE_UNSETTLED ->
                "%s  %-11s %s of %s is unsettled: %s"
                        .formatted(time, entry.level(), entry.action(), happening.target(), entry.detail());
            case STARTED, STOPPED, MEASURE_DRY_RUN, OPERATION, SHORTFALL, SOURCE_LOST, SOURCE_BACK ->
                "%s  %-11s %s: %s"
                        .formatted(
                                time,
                                entry.level(),
                                entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                entry.detail());
        };
    }
}
