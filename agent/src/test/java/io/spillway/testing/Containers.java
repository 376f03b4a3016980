package io.spillway.testing;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** Builds running containers: {@code Containers.container("redis").using(gib(2)).priority(10).build()}. */
public final class Containers {
    private final String name;
    private Container.State state = Container.State.RUNNING;
    private Sensed<Long> usage = new Sensed.Known<>(Sizes.gib(1), Instant.EPOCH);
    private int priority = 50;
    private Care care = Care.NONE;
    private Sensed<ProcessRef> init = new Sensed.Absent<>("not told");
    private String cgroup;

    private Containers(String name) {
        this.name = name;
        this.cgroup = "/docker/" + id(name).value();
    }

    public static Containers container(String name) {
        return new Containers(name);
    }

    /** The id that a container of that name gets here. */
    public static ContainerId id(String name) {
        String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
        return new ContainerId((hex + "0".repeat(64)).substring(0, 64));
    }

    public Containers using(long bytes) {
        this.usage = new Sensed.Known<>(bytes, Instant.EPOCH);
        return this;
    }

    public Containers usageUnknown() {
        this.usage = new Sensed.Unknown<>("statistics failed", Instant.EPOCH);
        return this;
    }

    public Containers state(Container.State now) {
        this.state = now;
        return this;
    }

    public Containers priority(int value) {
        this.priority = value;
        return this;
    }

    public Containers stateful() {
        this.care = Care.STATEFUL;
        return this;
    }

    public Containers isProtected() {
        this.care = Care.PROTECTED;
        return this;
    }

    public Containers init(long pid) {
        this.init = new Sensed.Known<>(new ProcessRef(pid, 1), Instant.EPOCH);
        return this;
    }

    public Containers cgroup(String path) {
        this.cgroup = path;
        return this;
    }

    public Container build() {
        return new Container(
                id(name),
                name,
                name,
                state,
                "Up 2 hours",
                usage,
                0,
                0,
                new Sensed.Absent<>("not measured"),
                priority,
                care,
                Map.of(),
                init,
                cgroup);
    }
}
