package io.spillway.app.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/** One logger for each name, all to one log. */
final class SpillwayLoggers implements ILoggerFactory {
    private final Log log = new Log();
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    Log log() {
        return log;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, each -> new SpillwayLogger(each, log));
    }
}
