package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ContainerControl;
import io.spillway.app.log.Log;
import io.spillway.app.log.RotatingFileSink;
import io.spillway.cli.RehearseCommand;
import io.spillway.config.SpillwayConfig;
import io.spillway.guard.Snapshot;
import io.spillway.record.Journal;
import io.spillway.rehearse.Guarding;
import io.spillway.rehearse.Rehearsal;
import io.spillway.rehearse.Rehearsal.View;
import io.spillway.sense.ContainerEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.event.Level;

/** {@code rehearse}: the show with the whole of Spillway, ended by a signal as well as by itself. */
final class RehearsalInOwnJvm implements RehearseCommand.Rehearsal {
    private static final long LOG_BYTES = 10L << 20;

    private final View view;

    RehearsalInOwnJvm(View view) {
        this.view = requireNonNull(view);
    }

    @Override
    public int rehearse(Rehearsal.Wishes wishes) throws Exception {
        Rehearsal rehearsal = new Rehearsal(
                RunningGuard::start,
                new Rehearsal.Clock(System::nanoTime, InstantSource.system()),
                view,
                new Rehearsal.Places(
                        Path.of(System.getProperty("java.io.tmpdir")), Path.of(System.getProperty("java.home"))));
        Runtime.getRuntime().addShutdownHook(new Thread(null, () -> end(rehearsal), "spillway-end", 0, false));
        return rehearsal.rehearse(wishes);
    }

    private static void end(Rehearsal rehearsal) {
        try {
            rehearsal.cutOff();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The guard as everywhere else, but with its log in its folder: the screen belongs to the show. */
    private record RunningGuard(Spillway spillway) implements Guarding {
        static Guarding start(SpillwayConfig config, ContainerEngine engine, ContainerControl control)
                throws IOException {
            Log.current()
                    .open(
                            new RotatingFileSink(config.state().directory(), LOG_BYTES, 1),
                            Level.INFO,
                            InstantSource.system(),
                            task -> AgentThreads.named("spillway-log")
                                    .newThread(task)
                                    .start());
            try {
                return new RunningGuard(Spillway.start(
                        config,
                        // Nothing of this process is changed: its stand-ins would inherit it.
                        new Spillway.Setting(
                                Spillway.Home.HOST_JVM,
                                Spillway.Beginning.ACTING,
                                new Spillway.Engine(engine, control))));
            } catch (IOException | RuntimeException impossible) {
                closeLog();
                throw impossible;
            }
        }

        @Override
        public Snapshot snapshot() {
            return spillway.snapshot();
        }

        @Override
        public Journal journal() {
            return spillway.journal();
        }

        @Override
        public int httpPort() {
            return spillway.httpPort();
        }

        @Override
        public void close() {
            spillway.close();
            closeLog();
        }

        private static void closeLog() {
            try {
                Log.current().close(Duration.ofSeconds(2));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
