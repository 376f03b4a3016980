package io.spillway.testing.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spillway.config.ContainerLimits;
import io.spillway.config.ContainersConfig;
import io.spillway.config.EngineConfig;
import io.spillway.config.Origin;
import io.spillway.sense.ContainerId;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Docker engine of the tests' own: all that is its stands under one temporary folder, and goes with it. Needs root, a dockerd and
 * what {@code scripts/parts/docker} installs besides. Other engines of the machine are never touched.
 */
public final class DockerDaemon implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    /** Directly below /tmp, for the path of a unix socket has at most 107 bytes. */
    private final Path folder;

    private final DaemonApi api;
    private final Set<ContainerId> containers = new LinkedHashSet<>();
    private final Thread lastResort = new Thread(this::closeQuietly, "stops the tests' dockerd");
    private @Nullable Process process;

    private DockerDaemon(Path folder) {
        this.folder = folder;
        this.api = new DaemonApi(socket());
    }

    /** Starts one; it answers when this returns. */
    public static DockerDaemon start() throws IOException {
        var daemon = new DockerDaemon(Files.createTempDirectory(Path.of("/tmp"), "spillway-"));
        Runtime.getRuntime().addShutdownHook(daemon.lastResort);
        try {
            daemon.bringUp();
            daemon.api.importImage(TestImage.build(daemon.folder));
            return daemon;
        } catch (IOException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    public Path socket() {
        return folder.resolve("docker.sock");
    }

    /** A configuration that names this engine. */
    public ContainersConfig config(Map<String, ContainerLimits> limits) {
        return new ContainersConfig(
                new EngineConfig(socket(), Origin.CONFIGURED), limits, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    /** Runs a container until it is removed; returns when it behaves as it should. */
    public ContainerId run(String name, Map<String, String> labels, Behaviour behaviour) throws Exception {
        var id = run(
                name, labels, behaviour.memoryLimitMib(), behaviour.command().toArray(new String[0]));
        if (behaviour == Behaviour.ENDS_ON_TERM) {
            awaitTermHandler(id);
        }
        return id;
    }

    /** Runs a container until it is removed. The image has a shell, {@code sleep} and {@code /hog}; 0 is no limit. */
    public ContainerId run(String name, Map<String, String> labels, int memoryLimitMib, String... command)
            throws IOException {
        var id = api.create(name, labels, memoryLimitMib, List.of(command));
        containers.add(id);
        api.start(id);
        return id;
    }

    /** Returns when the trap of {@link Behaviour#ENDS_ON_TERM} stands: before it, the kernel drops a TERM to a first process. */
    public void awaitTermHandler(ContainerId id) throws Exception {
        Path status = Path.of("/proc", Long.toString(initPid(id)), "status");
        Eventually.becomes("TERM is caught", () -> Files.readAllLines(status, UTF_8).stream()
                .filter(line -> line.startsWith("SigCgt:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << 14) != 0));
    }

    public void remove(ContainerId id) throws IOException {
        if (containers.remove(id)) {
            api.remove(id);
        }
    }

    public void removeAll() throws IOException {
        for (var id : List.copyOf(containers)) {
            remove(id);
        }
    }

    public void pause(ContainerId id) throws IOException {
        api.pause(id);
    }

    /** Returns when it has exited. */
    public void waitFor(ContainerId id) throws IOException {
        api.waitFor(id);
    }

    /** As this machine sees it; 0 while there is none. */
    public long initPid(ContainerId id) throws IOException {
        return api.initPid(id);
    }

    public int exitCode(ContainerId id) throws IOException {
        return api.exitCode(id);
    }

    /** Stops the engine's process in its tracks (SIGSTOP): it accepts connections and answers none. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Ends {@link #freeze}; harmless without one. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    /** Ends the engine, its containers too; what it knows is kept for {@link #bringUp}. */
    public void shutDown() throws IOException {
        var running = process;
        if (running == null) {
            return;
        }
        thaw();
        var children = running.descendants().toList();
        running.destroy();
        if (!ended(running)) {
            children.forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        process = null;
    }

    /** Starts the engine; it answers when this returns. */
    public void bringUp() throws IOException {
        String name = folder.getFileName().toString();
        process = new ProcessBuilder(
                        Programs.find("dockerd").toString(),
                        "--data-root=" + folder.resolve("data"),
                        "--exec-root=" + folder.resolve("exec"),
                        "--host=unix://" + socket(),
                        "--pidfile=" + folder.resolve("docker.pid"),
                        // A containerd of the machine, where one runs, is shared: then at least not its namespaces.
                        "--containerd-namespace=" + name,
                        "--containerd-plugins-namespace=" + name + "-plugins",
                        "--bridge=none",
                        "--iptables=false")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
        var started = process;
        try {
            Eventually.becomes("the tests' dockerd answers", () -> {
                if (!started.isAlive()) {
                    throw new IOException(
                            "dockerd ended at once (root is needed): " + Files.readString(log().toPath()));
                }
                return api.answers();
            });
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Ends the engine and takes away all that was its. */
    @Override
    public void close() throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        if (process != null && api.answers()) {
            removeAll();
        }
        shutDown();
        api.close();
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"), UTF_8)) {
            String mount = line.split(" ", -1)[1];
            if (mount.startsWith(folder + "/")) {
                Programs.run("umount", "-l", mount);
            }
        }
        delete(folder);
    }

    private File log() {
        return folder.resolve("dockerd.log").toFile();
    }

    private void signal(String name) throws IOException {
        if (process != null && process.isAlive()) {
            Programs.run("kill", "-" + name, Long.toString(process.pid()));
        }
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the tests' dockerd was ending", e);
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("the tests' dockerd in " + folder + " was not cleaned away: " + e);
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
