package io.spillway.app;

import io.spillway.app.log.Log;
import io.spillway.app.log.RotatingFileSink;
import io.spillway.cli.CommandLineTool;
import io.spillway.config.ConfigLoader;
import io.spillway.config.ConfigRequest;
import io.spillway.config.LoadedConfig;
import io.spillway.manage.LinkedRecords;
import io.spillway.rehearse.Rehearsal.View;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/** Where boot enters, from outside the class loader, with the JDK's types alone. */
public final class AgentEntry {
    private static final long LOG_BYTES = 10L << 20;
    private static final int OLD_LOGS = 2;

    /** What boot adds to the options for itself; everything else is configuration. */
    private static final String JAR = "jar";

    private AgentEntry() {}

    /**
     * Starts the agent in a host and returns when it runs.
     *
     * @param options keys and values as given to the agent, and {@code jar}, the path of the agent's jar
     * @return ends it: afterwards nothing of it is left, no thread, MBean or port
     * @throws IOException where memory cannot be read; a fault in the configuration is a {@code ConfigException} that names each
     */
    public static AutoCloseable start(Map<String, String> options) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(options);
        settings.remove(JAR);
        LoadedConfig loaded = ConfigLoader.load(ConfigRequest.ofThisProcess(null, settings, "agent option"));
        Log.current()
                .open(
                        new RotatingFileSink(loaded.config().state().directory(), LOG_BYTES, OLD_LOGS),
                        Level.INFO,
                        InstantSource.system(),
                        task -> AgentThreads.named("spillway-log")
                                .newThread(task)
                                .start());
        try {
            Spillway spillway = Spillway.start(
                    loaded.config(), new Spillway.Setting(Spillway.Home.HOST_JVM, Spillway.Beginning.ACTING, null));
            return () -> {
                spillway.close();
                closeLog();
                LinkedRecords.forget();
            };
        } catch (IOException | RuntimeException impossible) {
            closeLog();
            throw impossible;
        }
    }

    private static void closeLog() {
        try {
            Log.current().close(Duration.ofSeconds(2));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Carries out a command line.
     *
     * @param context {@code jar}, the path of the agent's jar, and {@code version}
     * @return the exit status
     */
    public static int main(String[] args, Map<String, String> context) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        View view =
                new View(out, Charset.defaultCharset(), Output.isTerminal() ? View.Medium.TERMINAL : View.Medium.LINES);
        return new CommandLineTool(
                        context,
                        new Standalone(System.out, System.err),
                        new RehearsalInOwnJvm(view),
                        out,
                        new PrintWriter(System.err, true, Charset.defaultCharset()))
                .execute(args);
    }
}
