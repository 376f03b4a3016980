package io.spillway.record.journal;

import io.spillway.record.Entry;
import java.util.regex.Pattern;

/** An entry as one line of the log: keys and values, so that people read it and programs cut it. */
final class EntryLine {
    private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"=\\\\]]+");

    private EntryLine() {}

    static String of(Entry entry) {
        StringBuilder line = new StringBuilder(160);
        switch (entry.kind()) {
            case LEVEL_CHANGED -> {
                add(line, "level", entry.level());
                add(line, "was", entry.subject());
            }
            case MEASURE_DONE -> measure(line, entry, "");
            case MEASURE_FAILED -> measure(line, entry, "failed");
            case MEASURE_UNSETTLED -> measure(line, entry, "unsettled");
            case MEASURE_DRY_RUN -> measure(line, entry, "dry-run");
            case SOURCE_LOST, SOURCE_BACK -> {
                add(line, "source", entry.subject());
                add(line, "state", entry.kind() == Entry.Kind.SOURCE_LOST ? "lost" : "back");
                add(line, "level", entry.level());
            }
            case OPERATION -> {
                add(line, "operation", entry.action().isEmpty() ? entry.subject() : entry.action());
                add(line, "target", entry.action().isEmpty() ? "" : entry.subject());
                figures(line, entry);
            }
            case STARTED, STOPPED, RESTORED, SHORTFALL -> {
                add(line, "event", event(entry.kind()));
                add(line, "measure", entry.action());
                add(line, "target", entry.subject());
                figures(line, entry);
            }
        }
        add(line, "detail", entry.detail());
        return line.toString();
    }

    private static String event(Entry.Kind kind) {
        return switch (kind) {
            case STARTED -> "started";
            case STOPPED -> "stopped";
            case RESTORED -> "restored";
            default -> "shortfall";
        };
    }

    private static void measure(StringBuilder line, Entry entry, String outcome) {
        add(line, "measure", entry.action());
        add(line, "target", entry.subject());
        add(line, "outcome", outcome);
        if (entry.kind() == Entry.Kind.MEASURE_DONE) {
            add(line, "relief_bytes", Long.toString(entry.freedBytes()));
        }
        if (entry.kind() != Entry.Kind.MEASURE_DRY_RUN) {
            add(line, "took_ms", Long.toString(entry.tookMillis()));
        }
        add(line, "level", entry.level());
    }

    private static void figures(StringBuilder line, Entry entry) {
        add(line, "relief_bytes", entry.freedBytes() == 0 ? "" : Long.toString(entry.freedBytes()));
        add(line, "took_ms", entry.tookMillis() == 0 ? "" : Long.toString(entry.tookMillis()));
        add(line, "level", entry.level());
    }

    private static void add(StringBuilder line, String key, String value) {
        if (!value.isEmpty()) {
            line.append(line.isEmpty() ? "" : " ").append(key).append('=');
            line.append(PLAIN.matcher(value).matches() ? value : quoted(value));
        }
    }

    /** Names come from other people's processes and containers: none may end the line and begin one of its own. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').appendCodePoint(letter);
            } else if (Character.isISOControl(letter)
                    || Character.getType(letter) == Character.FORMAT
                    || Character.getType(letter) == Character.LINE_SEPARATOR
                    || Character.getType(letter) == Character.PARAGRAPH_SEPARATOR) {
                quoted.append("\\u%04x".formatted(letter));
            } else {
                quoted.appendCodePoint(letter);
            }
        });
        return quoted.append('"').toString();
    }
}
