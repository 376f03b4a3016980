package io.spillway.app;

import io.spillway.cli.CommandLineTool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where boot enters, from outside the class loader, with the JDK's types alone.
 *
 * <p>For now a stand-in: it keeps the contract, and guards nothing.
 */
public final class AgentEntry {
    private AgentEntry() {}

    /**
     * Starts the agent in a host and returns when it runs.
     *
     * @param options keys and values as given to the agent, and {@code jar}, the path of the agent's jar
     * @return ends it: afterwards nothing of it is left, no thread, MBean or port
     */
    public static AutoCloseable start(Map<String, String> options) {
        String config = options.get("config");
        if (config != null) {
            read(Path.of(config));
        }
        Thread standIn = new Thread(null, new Idle(), "spillway-guard", 0, false);
        standIn.setDaemon(true);
        // From Java 19 on, a thread made without the thread locals of its maker does not get its context loader either.
        standIn.setContextClassLoader(AgentEntry.class.getClassLoader());
        standIn.start();
        return standIn::interrupt;
    }

    private static void read(Path config) {
        try {
            Files.readString(config);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the configuration cannot be read: " + config, unreadable);
        }
    }

    /**
     * Carries out a command line.
     *
     * @param context {@code jar}, the path of the agent's jar, and {@code version}
     * @return the exit status
     */
    public static int main(String[] args, Map<String, String> context) {
        return new CommandLineTool(
                        context,
                        options -> {
                            throw new IllegalStateException("the guard is not wired yet");
                        },
                        () -> {
                            throw new IllegalStateException("the rehearsal is not wired yet");
                        },
                        new PrintWriter(System.out, true, Charset.defaultCharset()),
                        new PrintWriter(System.err, true, Charset.defaultCharset()))
                .execute(args);
    }

    private static final class Idle implements Runnable {
        @Override
        public void run() {
            try {
                while (true) {
                    Thread.sleep(Long.MAX_VALUE);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
