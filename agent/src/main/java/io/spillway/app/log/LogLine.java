package io.spillway.app.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** One event as one line, whatever it holds. */
record LogLine(
        Instant at,
        Level level,
        String logger,
        String message,
        @Nullable Throwable failure) {
    private static final int MOST_CAUSES = 5;

    String text() {
        StringBuilder line = new StringBuilder(160)
                .append(at.truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(level)
                .append(level.name().length() == 4 ? "  " : " ")
                .append(logger.substring(logger.lastIndexOf('.') + 1))
                .append(' ');
        appendEscaped(line, message);
        Throwable told = failure;
        for (int i = 0; told != null && i < MOST_CAUSES; i++) {
            line.append(i == 0 ? " error=" : " cause=");
            appendEscaped(line, told.toString());
            StackTraceElement[] frames = told.getStackTrace();
            if (frames.length > 0) {
                line.append(" at=");
                appendEscaped(line, frames[0].toString());
            }
            told = told.getCause();
        }
        return line.toString();
    }

    /** A line break in a container's name must not forge a line of the log, nor an escape sequence reach a terminal. */
    private static void appendEscaped(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line.append("\\n");
            } else if (Character.isISOControl(c) && c != '\t') {
                line.append('?');
            } else {
                line.append(c);
            }
        }
    }
}
