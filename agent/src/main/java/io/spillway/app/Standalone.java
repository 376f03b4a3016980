package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.self.Protection;
import io.spillway.app.log.Log;
import io.spillway.app.log.StreamSink;
import io.spillway.cli.Introduction;
import io.spillway.cli.LiveLine;
import io.spillway.cli.RunCommand;
import io.spillway.cli.Victims;
import io.spillway.config.ConfigException;
import io.spillway.config.ConfigLoader;
import io.spillway.config.ConfigRequest;
import io.spillway.config.LoadedConfig;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import io.spillway.sense.oshi.ProcessDetails;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/** {@code run}: guards this host from a JVM of its own until it is told to end. */
final class Standalone implements RunCommand.Runner {
    /** How long the first inventory may take; what has not answered then is shown as it is. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(6);

    private static final int BAD_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;
    private static final int GUARD_ENDED = 1;

    private final PrintStream out;
    private final PrintStream err;

    Standalone(PrintStream out, PrintStream err) {
        this.out = requireNonNull(out);
        this.err = requireNonNull(err);
    }

    @Override
    public int run(Map<String, String> options) throws InterruptedException {
        LoadedConfig loaded;
        try {
            loaded = ConfigLoader.load(ConfigRequest.ofThisProcess(null, options, "--set"));
        } catch (ConfigException faults) {
            err.println(faults.getMessage());
            return BAD_CONFIGURATION;
        }
        Log.current().open(new StreamSink(err), Level.INFO, InstantSource.system(), task -> AgentThreads.named(
                        "spillway-log")
                .newThread(task)
                .start());
        Spillway spillway;
        try {
            spillway = Spillway.start(
                    loaded.config(), new Spillway.Setting(Spillway.Home.OWN_JVM, Spillway.Beginning.PAUSED, null));
        } catch (IOException | RuntimeException impossible) {
            err.println("spillway: cannot start: " + impossible.getMessage());
            return CANNOT_START;
        }
        CountDownLatch ending = new CountDownLatch(1);
        Thread hook = new Thread(null, () -> end(spillway, ending), "spillway-end", 0, false);
        Runtime.getRuntime().addShutdownHook(hook);
        introduce(spillway, loaded);
        spillway.operations().resume();
        live(spillway, ending);
        if (spillway.hasEndedUnasked()) {
            err.println(
                    "spillway: the guard's thread has ended, so nothing is guarded any more: the log tells why; start it again");
            return GUARD_ENDED;
        }
        return 0;
    }

    private void introduce(Spillway spillway, LoadedConfig loaded) throws InterruptedException {
        AgentThreads.waiting().until(() -> everythingAnswered(spillway.snapshot()), FIRST_LOOK);
        List<String> self =
                spillway.protections().stream().map(Standalone::words).toList();
        Introduction.lines(
                        spillway.snapshot(),
                        loaded.config().dryRun() ? Mode.DRY_RUN : Mode.ACTING,
                        spillway.host(),
                        loaded.sources(),
                        self)
                .forEach(out::println);
        Victims.lines(spillway.snapshot(), process -> spillway.details(process).map(Standalone::words))
                .forEach(out::println);
        out.println(
                "HTTP on http://127.0.0.1:" + spillway.httpPort() + "/ , JMX as spillway:type=Guard in this JVM (PID "
                        + ProcessHandle.current().pid() + "); Ctrl-C ends it.");
        out.flush();
    }

    private static boolean everythingAnswered(Snapshot snapshot) {
        return snapshot.assessment().isKnown()
                && !snapshot.contingencies().isEmpty()
                && snapshot.inventory().processes().isKnown()
                && answered(snapshot.inventory().containers())
                && snapshot.inventory().runtimes().stream()
                        .map(RuntimeState::models)
                        .allMatch(Standalone::answered);
    }

    private static boolean answered(Sensed<?> state) {
        return !(state instanceof Sensed.Unknown<?> unknown && unknown.isNotYetSeen());
    }

    private static String words(Protection protection) {
        return protection.name() + ": " + protection.result().name().toLowerCase(java.util.Locale.ROOT)
                + (protection.reason().isEmpty() ? "" : " (" + protection.reason() + ")");
    }

    private static String words(ProcessDetails details) {
        return details.user() + ": " + details.commandLine();
    }

    private void live(Spillway spillway, CountDownLatch ending) throws InterruptedException {
        boolean terminal = Output.isTerminal();
        LiveLine shown = null;
        do {
            LiveLine line = LiveLine.of(spillway.snapshot(), spillway.journal().recent());
            if (terminal) {
                out.print("\r\033[K" + line);
                out.flush();
            } else if (shown == null || line.differsInMoreThanFigures(shown)) {
                out.println(line);
                shown = line;
            }
        } while (!spillway.hasEndedUnasked() && !ending.await(1, TimeUnit.SECONDS));
    }

    private static void end(Spillway spillway, CountDownLatch ending) {
        spillway.close();
        ending.countDown();
        try {
            Log.current().close(Duration.ofSeconds(2));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
