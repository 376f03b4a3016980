package io.spillway.testing.ollama;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that looks like {@code /proc}, as far as model servers show in it. */
public final class FakeProc {
    private static final String SOCKETS_HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    private final Path root;
    private final Map<Long, Long> ticks = new LinkedHashMap<>();
    private final Map<Long, Long> parents = new LinkedHashMap<>();
    private final List<String> sockets = new ArrayList<>(List.of(SOCKETS_HEADING));

    /** @param root an empty folder */
    public FakeProc(Path root) {
        this.root = root;
        namespace("self", "net:[1]");
    }

    public Path root() {
        return root;
    }

    /** A process of the host's own network namespace; its start time is 7000 ticks more than its PID. */
    public void process(long pid, long parent, long residentBytes, String... arguments) {
        ticks.put(pid, 0L);
        parents.put(pid, parent);
        write(pid + "/cmdline", String.join("\0", arguments) + "\0");
        write(pid + "/status", "Name:\tollama\nVmRSS:\t %d kB\nRssAnon:\t 1 kB\n".formatted(residentBytes / 1024));
        useCpu(pid, 0);
        namespace(Long.toString(pid), "net:[1]");
        write(pid + "/fd/.keep", "");
    }

    /** It listens at this port of the host. */
    public void listen(long pid, int port) {
        long inode = 420_000L + port;
        sockets.add("   0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %d 1 0"
                .formatted(port, inode));
        write("net/tcp", String.join("\n", sockets) + "\n");
        link(pid + "/fd/" + port, "socket:[" + inode + "]");
    }

    /** It lives in a container: in a network namespace of its own. */
    public void inContainer(long pid) {
        namespace(Long.toString(pid), "net:[" + pid + "]");
    }

    /** It belongs to another user: neither its open files nor its namespaces may be read. */
    public void hide(long pid) {
        delete(pid + "/fd");
        delete(pid + "/ns");
    }

    /** It has used so many hundredths of a second more of processor time. */
    public void useCpu(long pid, long more) {
        long used = ticks.merge(pid, more, Long::sum);
        if (isAlive(pid)) {
            write(
                    pid + "/stat",
                    "%d (ol) lama (x) S %d 1 1 0 -1 4194304 0 0 0 0 %d 0 0 0 20 0 9 0 %d 0 0\n"
                            .formatted(pid, parents.get(pid), used, 7_000 + pid));
        }
    }

    public boolean isAlive(long pid) {
        return Files.exists(root.resolve(pid + "/cmdline"));
    }

    public void end(long pid) {
        delete(Long.toString(pid));
    }

    private void namespace(String pid, String name) {
        delete(pid + "/ns");
        link(pid + "/ns/net", name);
    }

    private void write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String file, String target) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String file) {
        Path path = root.resolve(file);
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
