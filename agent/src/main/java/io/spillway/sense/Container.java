package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import io.spillway.config.ContainerLimits.Care;
import java.util.Map;

/**
 * A container.
 *
 * @param service the Compose service, or the name where there is none
 * @param usageBytes its memory less reclaimable page cache; absent when it does not run
 * @param limitBytes its hard memory limit; 0 is none
 * @param cpuLimit CPUs; 0 is none
 * @param cpuPercent processor time between the last two looks; 100 is one CPU
 * @param priority 0–100, higher lives longer; label {@code spillway.priority} before the configuration
 * @param care labels {@code spillway.protect} and {@code spillway.stateful} before the configuration
 * @param init its first process, as this host sees it
 * @param cgroup path of its cgroup as {@code /proc/PID/cgroup} shows it; empty where unknown
 */
public record Container(
        ContainerId id,
        String name,
        String service,
        State state,
        String status,
        Sensed<Long> usageBytes,
        long limitBytes,
        double cpuLimit,
        Sensed<Double> cpuPercent,
        int priority,
        Care care,
        Map<String, String> labels,
        Sensed<ProcessRef> init,
        String cgroup) {

    /** As the engine tells it. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD,
        UNKNOWN
    }

    public Container {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(service, "service");
        requireNonNull(state, "state");
        requireNonNull(status, "status");
        requireNonNull(usageBytes, "usageBytes");
        requireNonNull(cpuPercent, "cpuPercent");
        requireNonNull(care, "care");
        labels = Map.copyOf(labels);
        requireNonNull(init, "init");
        requireNonNull(cgroup, "cgroup");
        if (priority < 0 || priority > 100) {
            throw new IllegalArgumentException("priority of " + name + " is not within 0 and 100: " + priority);
        }
    }
}
