package io.spillway.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MORE_THAN_FIT = 3_000;

    private final SpillwayLoggers loggers = new SpillwayLoggers();
    private final Log log = loggers.log();
    private final Logger logger = loggers.getLogger("io.spillway.guard.Guard");
    private final Lines lines = new Lines();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void endWriter() {
        executor.shutdownNow();
    }

    @Test
    void slf4jFindsTheProvider() {
        assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(SpillwayLoggers.class);
        assertThat(Log.current()).isSameAs(Log.current());
    }

    @Test
    void anEventIsOneLine() throws InterruptedException {
        log.open(lines, Level.INFO, CLOCK, executor);

        logger.info("measure={} target={} relief_bytes={}", "unload-model", "ollama/qwen2.5:3b", 2791728742L);
        log.close(PATIENCE);

        assertThat(lines.written)
                .containsExactly("2026-01-02T03:04:05.678Z INFO  Guard measure=unload-model target=ollama/qwen2.5:3b"
                        + " relief_bytes=2791728742");
    }

    @Test
    void aFailureAndItsCausesStandOnTheSameLine() throws InterruptedException {
        log.open(lines, Level.INFO, CLOCK, executor);

        logger.error("source={}", "docker", new IOException("refused\nagain", new IllegalStateException("closed")));
        log.close(PATIENCE);

        assertThat(lines.written)
                .singleElement()
                .asString()
                .contains("ERROR Guard source=docker error=java.io.IOException: refused\\nagain at=")
                .contains(" cause=java.lang.IllegalStateException: closed at=")
                .doesNotContain("\n");
    }

    @Test
    void aNameCannotForgeALineNorCommandATerminal() throws InterruptedException {
        log.open(lines, Level.INFO, CLOCK, executor);

        logger.warn("container={}", "evil\nINFO fine\u001b[2J\r");
        log.close(PATIENCE);

        assertThat(lines.written).singleElement().asString().endsWith("container=evil\\nINFO fine?[2J?");
    }

    @Test
    void librariesAreHeardFromWarnOn() throws InterruptedException {
        log.open(lines, Level.DEBUG, CLOCK, executor);
        Logger library = loggers.getLogger("com.github.dockerjava.core.Chatter");

        library.info("hello");
        library.warn("trouble");
        logger.debug("pass");
        logger.trace("detail");
        log.close(PATIENCE);

        assertThat(lines.written).hasSize(2);
        assertThat(lines.written.get(0)).endsWith("Chatter trouble");
        assertThat(lines.written.get(1)).endsWith("Guard pass");
    }

    @Test
    void eventsBeforeTheStartAreKept() throws InterruptedException {
        logger.info("early");

        log.open(lines, Level.INFO, CLOCK, executor);
        log.close(PATIENCE);

        assertThat(lines.written).singleElement().asString().endsWith("Guard early");
    }

    @Test
    void whatDoesNotFitIsCountedAndToldInsteadOfWaitedFor() throws InterruptedException {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            logger.info("event={}", i);
        }
        assertThat(log.dropped()).isPositive();
        long lost = log.dropped();

        log.open(lines, Level.INFO, CLOCK, executor);
        log.close(PATIENCE);

        assertThat(lines.written).hasSize((int) (MORE_THAN_FIT - lost) + 1);
        assertThat(lines.written.get(lines.written.size() - 1)).contains("log_events_lost=" + lost);
        assertThat(log.dropped()).isZero();
    }

    @Test
    void aSinkThatFailsLosesLinesButNotTheWriter() throws InterruptedException {
        lines.failing = true;
        logger.info("lost");
        log.open(lines, Level.INFO, CLOCK, executor);
        log.close(PATIENCE);
        lines.failing = false;

        logger.info("written");
        log.open(lines, Level.INFO, CLOCK, executor);
        log.close(PATIENCE);

        assertThat(lines.written).hasSize(2);
        assertThat(lines.written.get(0)).endsWith("Guard written");
        assertThat(lines.written.get(1)).contains("log_events_lost=1");
    }

    @Test
    void isOpenedOnceAtATime() throws InterruptedException {
        log.open(lines, Level.INFO, CLOCK, executor);

        assertThatThrownBy(() -> log.open(lines, Level.INFO, CLOCK, executor))
                .isInstanceOf(IllegalStateException.class);
        log.close(PATIENCE);
    }

    private static final class Lines implements LogSink {
        private final List<String> written = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        @Override
        public void write(String line) throws IOException {
            if (failing) {
                throw new IOException("No space left on device");
            }
            written.add(line);
        }

        @Override
        public void close() {}
    }
}
