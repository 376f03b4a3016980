package io.spillway.http.jolokia;

import org.jolokia.core.api.LogHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what Jolokia logs, which by default goes to the host's standard output. */
final class Slf4jLogHandler implements LogHandler {
    private static final Logger LOG = LoggerFactory.getLogger("io.spillway.jolokia");

    @Override
    public void debug(String message) {
        LOG.debug("{}", message);
    }

    // What Jolokia tells of its own start is of no use to an operator.
    @Override
    public void info(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message, Throwable cause) {
        LOG.warn("{}", message, cause);
    }

    @Override
    public boolean isDebug() {
        return false;
    }
}
