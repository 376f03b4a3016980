package io.spillway.app.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands what is loud enough to the log. */
final class SpillwayLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient Log log;

    SpillwayLogger(String name, Log log) {
        this.name = name;
        this.log = log;
    }

    @Override
    public boolean isTraceEnabled() {
        return log.hears(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.hears(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return log.hears(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return log.hears(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return log.hears(name, Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    /** The text is made here: by the time it is written, its arguments may have changed. */
    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        log.take(level, name, message == null ? "" : message, failure);
    }
}
