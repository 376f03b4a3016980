package io.spillway.sense.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Finds the first process of a container in {@code /proc}, and makes sure that it is one of that container. */
final class InitProcessReader {
    /** Field 22 is the start time; counted behind the name, which may hold spaces and parentheses, it is the 20th. */
    private static final int START_TICKS_BEHIND_NAME = 19;

    private final Path proc;

    InitProcessReader(Path proc) {
        this.proc = proc;
    }

    /**
     * @throws IOException the process is not to be seen, or belongs to something else: a PID of the engine's host means nothing
     *     where this JVM has a PID namespace of its own
     */
    InitProcess read(ContainerId container, long pid) throws IOException {
        var ref = new ProcessRef(pid, startTicks(pid));
        var lines = Files.readAllLines(file(pid, "cgroup"), ISO_8859_1);
        return new InitProcess(ref, groupOf(container, memoryPath(lines), pid));
    }

    boolean stillLives(ProcessRef ref) {
        try {
            return startTicks(ref.pid()) == ref.startTicks();
        } catch (IOException e) {
            return false; // the file goes with the process
        }
    }

    private long startTicks(long pid) throws IOException {
        String stat = Files.readString(file(pid, "stat"), ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        try {
            return Long.parseLong(fields[START_TICKS_BEHIND_NAME]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("no start time in " + file(pid, "stat"), e);
        }
    }

    private Path file(long pid, String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }

    /** Of lines {@code number:controllers:path}: the memory controller's, else the one of version 2. */
    private static String memoryPath(List<String> lines) {
        String unified = "";
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && Arrays.asList(parts[1].split(",", -1)).contains("memory")) {
                return parts[2];
            }
            if (parts.length == 3 && parts[1].isEmpty()) {
                unified = parts[2];
            }
        }
        return unified;
    }

    /** Cut behind the part that names the container: inside it, an init system makes groups of its own. */
    private static String groupOf(ContainerId container, String path, long pid) throws IOException {
        int named = path.indexOf(container.value());
        if (named < 0) {
            throw new IOException("process " + pid + " is not in a cgroup of the container but in \"" + path
                    + "\"; does Spillway run in a PID namespace of its own?");
        }
        int end = path.indexOf('/', named);
        return end < 0 ? path : path.substring(0, end);
    }
}
