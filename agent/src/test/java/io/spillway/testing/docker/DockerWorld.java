package io.spillway.testing.docker;

import io.spillway.act.ContainerControl;
import io.spillway.act.docker.DockerControl;
import io.spillway.config.ContainerLimits;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.ContainerId;
import io.spillway.sense.cgroup.Cgroups;
import io.spillway.sense.docker.DockerEngine;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The real engine, seen through Spillway. Closing it takes its containers away, but leaves the daemon to others. */
public final class DockerWorld implements ContainerWorld, AutoCloseable {
    private final DockerDaemon daemon;
    private final HttpStack stack = new HttpStack();
    private final DockerEngine engine;
    private final DockerControl control;

    public DockerWorld(DockerDaemon daemon, Map<String, ContainerLimits> limits) {
        this.daemon = daemon;
        this.engine = new DockerEngine(
                stack,
                daemon.config(limits),
                Cgroups.at(Path.of("/sys/fs/cgroup"), InstantSource.system(), System::nanoTime),
                Path.of("/proc"),
                InstantSource.system(),
                System::nanoTime);
        this.control = new DockerControl(stack, daemon.socket());
    }

    @Override
    public ContainerEngine engine() {
        return engine;
    }

    @Override
    public ContainerControl control() {
        return control;
    }

    @Override
    public ContainerId run(String name, Map<String, String> labels, Behaviour behaviour) throws Exception {
        return daemon.run(name, labels, behaviour);
    }

    @Override
    public void remove(ContainerId id) throws IOException {
        daemon.remove(id);
    }

    @Override
    public int exitCode(ContainerId id) throws IOException {
        return daemon.exitCode(id);
    }

    @Override
    public void freeze() throws IOException {
        daemon.freeze();
    }

    @Override
    public void thaw() throws IOException {
        daemon.thaw();
    }

    @Override
    public void shutDown() throws IOException {
        daemon.shutDown();
    }

    @Override
    public void bringUp() throws IOException {
        daemon.bringUp();
    }

    @Override
    public void close() throws IOException {
        engine.close();
        control.close();
        stack.close();
        daemon.removeAll();
    }
}
