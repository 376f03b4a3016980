package io.spillway.http;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the program that listens on a port, from {@code /proc/net/tcp} and the sockets that processes hold. */
final class PortHolder {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS_COLUMN = 1;
    private static final int STATE_COLUMN = 3;
    private static final int INODE_COLUMN = 9;

    // 127.0.0.1 and 0.0.0.0, ::1 and ::, and 127.0.0.1 as an IPv6 socket has it.
    private static final Set<String> LOOPBACK_OR_ANY = Set.of(
            "0100007F",
            "00000000",
            "00000000000000000000000001000000",
            "00000000000000000000000000000000",
            "0000000000000000FFFF00000100007F");

    private final Path proc;

    PortHolder(Path proc) {
        this.proc = proc;
    }

    /** Whether a program listens there, whosever it is. */
    boolean isTaken(int port) {
        return inode(port).isPresent();
    }

    /** {@code  by PID 4711 (java)}, or nothing where it cannot be told: another user's sockets are not shown. */
    String describe(int port) {
        return inode(port).flatMap(this::process).map(found -> " by " + found).orElse("");
    }

    private Optional<String> inode(int port) {
        Set<String> taken = LOOPBACK_OR_ANY.stream()
                .map(address -> address + ":%04X".formatted(port))
                .collect(Collectors.toUnmodifiableSet());
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : lines(proc.resolve(table))) {
                String[] columns = line.trim().split("\\s+", -1);
                if (columns.length > INODE_COLUMN
                        && taken.contains(columns[LOCAL_ADDRESS_COLUMN])
                        && columns[STATE_COLUMN].equals(LISTENING)) {
                    return Optional.of(columns[INODE_COLUMN]);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> process(String inode) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    List<String> name = lines(process.resolve("comm"));
                    return Optional.of(
                            "PID " + process.getFileName() + (name.isEmpty() ? "" : " (" + name.get(0) + ")"));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isLinkTo(descriptor, socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Ended meanwhile, or another user's.
            return false;
        }
        return false;
    }

    private static boolean isLinkTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
