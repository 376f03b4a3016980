package io.spillway.cli.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds JVMs by looking: nothing is sent to them. The JDK's own list leaves out those without performance data, and asking a process
 * that is no JVM sends it SIGQUIT, which ends it.
 */
public final class JvmList {
    private static final int SIGQUIT = 3;
    private static final String OWN_JAR = "spillway-agent.jar";

    private final Path proc;
    private final long ownPid;

    /**
     * @param proc where the process file system is mounted
     * @param ownPid left out of the list
     */
    public JvmList(Path proc, long ownPid) {
        this.proc = proc;
        this.ownPid = ownPid;
    }

    /** By PID. */
    public List<Jvm> all() {
        try (Stream<Path> entries = Files.list(proc)) {
            LongStream pids = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
                    .mapToLong(Long::parseLong);
            return pids.filter(pid -> pid != ownPid)
                    .sorted()
                    .mapToObj(this::find)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the processes cannot be listed from " + proc, unreadable);
        }
    }

    public boolean exists(long pid) {
        return Files.isDirectory(proc.resolve(Long.toString(pid)));
    }

    /** Nothing when the process is gone, or is no JVM as far as can be seen. */
    public Optional<Jvm> find(long pid) {
        Path process = proc.resolve(Long.toString(pid));
        String user;
        String commandLine;
        String status;
        try {
            user = Files.getOwner(process).getName();
            commandLine = text(process.resolve("cmdline"));
            status = text(process.resolve("status"));
        } catch (IOException gone) {
            return Optional.empty();
        }
        JavaCommandLine command = new JavaCommandLine(commandLine, textIfAllowed(process.resolve("environ")));
        boolean mapsReadable;
        try {
            if (!text(process.resolve("maps")).contains("/libjvm.so")) {
                return Optional.empty();
            }
            mapsReadable = true;
        } catch (IOException forbidden) {
            mapsReadable = false;
        }
        if (!mapsReadable && !command.startsJava()) {
            return Optional.empty();
        }
        String obstacle = mapsReadable
                ? obstacleOf(command, status)
                : "it belongs to " + user + ": do this as that user or as root";
        return Optional.of(new Jvm(pid, command.main(), user, obstacle));
    }

    private static String obstacleOf(JavaCommandLine command, String status) {
        if (command.main().endsWith(OWN_JAR)) {
            return "it is Spillway's own";
        }
        if (command.flag("DisableAttachMechanism", false)) {
            return "it runs with -XX:+DisableAttachMechanism: start it with -javaagent, or without that option";
        }
        if (!command.flag("EnableDynamicAgentLoading", true)) {
            return "it runs with -XX:-EnableDynamicAgentLoading: start it with -javaagent, or without that option";
        }
        if (!catchesSigquit(status)) {
            return "it does not answer to SIGQUIT (it is just starting, or runs with -Xrs): try again, or start it"
                    + " with -javaagent";
        }
        return "";
    }

    private static boolean catchesSigquit(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigCgt:"))
                .map(line -> line.substring("SigCgt:".length()).trim())
                .anyMatch(mask -> ((Long.parseUnsignedLong(mask, 16) >> (SIGQUIT - 1)) & 1) == 1);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String textIfAllowed(Path file) {
        try {
            return text(file);
        } catch (IOException forbidden) {
            return "";
        }
    }
}
