package io.spillway.sense.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spillway.sense.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few files of {@code /proc} that tell of Ollama's processes. What is gone or may not be read is empty. */
final class ProcFiles {
    /** Fields of {@code stat}, counted from the one after the name, which is the third. */
    private static final int PARENT = 1;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int START_TICKS = 19;

    private final Path root;

    /** A line of {@code stat}. */
    record Stat(ProcessRef ref, long parentPid, long cpuTicks) {}

    ProcFiles(Path root) {
        this.root = root;
    }

    List<Long> pids() {
        String[] names = root.toFile().list();
        List<Long> pids = new ArrayList<>();
        if (names != null) {
            for (String name : names) {
                if (!name.isEmpty() && name.length() < 11 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    pids.add(Long.parseLong(name));
                }
            }
        }
        return pids;
    }

    List<String> arguments(long pid) {
        String text = read(pid + "/cmdline");
        return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
    }

    Optional<Stat> stat(long pid) {
        String text = read(pid + "/stat");
        // The name may hold spaces and parentheses of its own.
        int nameEnd = text.lastIndexOf(')');
        if (nameEnd < 0) {
            return Optional.empty();
        }
        String[] fields = text.substring(nameEnd + 1).strip().split(" ", -1);
        if (fields.length <= START_TICKS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Stat(
                    new ProcessRef(pid, Long.parseLong(fields[START_TICKS])),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Resident memory: anonymous pages and those of mapped files alike. */
    Optional<Long> residentBytes(long pid) {
        return kibibytes(pid, "VmRSS:");
    }

    /** The part of it that is not mapped from a file, nor shared with others; absent before Linux 4.5. */
    Optional<Long> anonymousBytes(long pid) {
        return kibibytes(pid, "RssAnon:");
    }

    /** {@code status} tells what {@code statm} does, without the need to know the size of a page. */
    private Optional<Long> kibibytes(long pid, String field) {
        for (String line : read(pid + "/status").split("\n", -1)) {
            if (line.startsWith(field)) {
                String[] parts = line.strip().split("\\s+", -1);
                try {
                    return parts.length == 3 ? Optional.of(Long.parseLong(parts[1]) * 1024) : Optional.empty();
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Lines of {@code net/tcp} or {@code net/tcp6} without the heading. */
    List<String> sockets(String file) {
        List<String> lines = read("net/" + file).lines().toList();
        return lines.isEmpty() ? lines : lines.subList(1, lines.size());
    }

    /** What the open files of a process point to; empty where they may not be read. */
    Optional<List<String>> openFiles(long pid) {
        Path folder = root.resolve(pid + "/fd");
        String[] names = folder.toFile().list();
        if (names == null) {
            return Optional.empty();
        }
        List<String> targets = new ArrayList<>();
        for (String name : names) {
            link(folder.resolve(name)).ifPresent(targets::add);
        }
        return Optional.of(targets);
    }

    /** The network namespace of a process ({@code self} is this one); empty where it may not be read. */
    Optional<String> networkNamespace(String pid) {
        return link(root.resolve(pid + "/ns/net"));
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String read(String file) {
        try {
            // Not readString: an argument may be in any encoding.
            return new String(Files.readAllBytes(root.resolve(file)), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
