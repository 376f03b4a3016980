package io.spillway.plan;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is never ended or stopped, with the reason. */
final class Protection {
    /**
     * Without these nobody reaches the machine, or containers lose their keeper: the init systems, remote and local logins, the
     * message bus, the network's clients, the container engines, the display a desktop hangs on.
     */
    private static final Set<String> ESSENTIAL = Set.of(
            "init",
            "systemd",
            "(sd-pam)",
            "sshd",
            "dropbear",
            "login",
            "agetty",
            "getty",
            "mingetty",
            "sulogin",
            "sudo",
            "dbus-daemon",
            "dbus-broker",
            "NetworkManager",
            "dhclient",
            "dhcpcd",
            "udhcpc",
            "wpa_supplicant",
            "udevd",
            "dockerd",
            "docker-init",
            "docker-proxy",
            "containerd",
            "runc",
            "crun",
            "conmon",
            "crio",
            "kubelet",
            "Xorg",
            "Xwayland",
            "gnome-shell",
            "kwin_wayland");

    /** The helpers of these carry names that go on: {@code systemd-journald}, {@code sshd-session}. */
    private static final List<String> ESSENTIAL_PREFIXES =
            List.of("systemd-", "sshd-", "dbus-broker-", "containerd-shim");

    private static final String OLLAMA = "ollama";

    /** The kernel cuts {@code comm} at that length. */
    private static final int COMM_LENGTH = 15;

    private static final String UNLISTED =
            "it lives in a container that the engine has not listed (yet); if another engine runs"
                    + " it, set containers.engine to that one, or name its cgroup in processes.scope";

    private final ContainerMembership membership;
    private final Reach reach;
    private final Set<String> configured;
    private final Set<String> configuredAsComm = new HashSet<>();
    private final Set<Long> own;
    private final ProcessTree processes;
    private final Descent<String> servers;
    private final Set<ContainerId> ownContainers = new HashSet<>();

    Protection(
            Inventory inventory,
            List<String> configuredNames,
            ContainerMembership membership,
            Reach reach,
            ProcessTree processes) {
        this.membership = membership;
        this.processes = processes;
        this.reach = reach;
        this.configured = Set.copyOf(configuredNames);
        for (String name : configuredNames) {
            configuredAsComm.add(name.length() > COMM_LENGTH ? name.substring(0, COMM_LENGTH) : name);
        }
        this.own = Set.copyOf(inventory.ownPids());
        Map<Long, String> serverPids = new HashMap<>();
        for (RuntimeState runtime : inventory.runtimes()) {
            for (Long pid : runtime.ownPids()) {
                serverPids.put(pid, runtime.id().toString());
            }
            for (Model model : runtime.models().orElse(List.of())) {
                if (model.runner() instanceof Sensed.Known<ProcessRef> runner) {
                    serverPids.put(runner.value().pid(), runtime.id().toString());
                }
            }
        }
        // From the first process everything descends, even where it is a server.
        serverPids.remove(1L);
        this.servers = new Descent<>(processes, serverPids);
        for (Long pid : own) {
            membership.ofAny(List.of(pid)).ifPresent(container -> ownContainers.add(container.id()));
        }
    }

    /** Why this process may not be ended; empty where nothing protects it. */
    Optional<String> of(ProcessInfo process) {
        Optional<String> server = servers.from(process.ref().pid());
        if (server.isPresent()) {
            return Optional.of("it belongs to the model server " + server.get() + ": its models are unloaded instead");
        }
        return isFront(process) ? Optional.of("it is a model server's front process") : ofRunner(process);
    }

    /** Of a server that is not configured, or not found yet. A runner carries the same name, but its parent does too. */
    private boolean isFront(ProcessInfo process) {
        return isOllama(process)
                && processes
                        .find(process.parentPid())
                        .filter(Protection::isOllama)
                        .isEmpty();
    }

    private static boolean isOllama(ProcessInfo process) {
        return process.name().equals(OLLAMA) || process.executable().equals(OLLAMA);
    }

    /** The same for the runner of a model that is unloaded by force: that it belongs to a model server does not protect it. */
    Optional<String> ofRunner(ProcessInfo process) {
        long pid = process.ref().pid();
        if (pid == 1) {
            return Optional.of("it is PID 1");
        }
        if (process.kind() == ProcessInfo.Kind.KERNEL_THREAD) {
            return Optional.of("it is a part of the kernel");
        }
        if (own.contains(pid)) {
            return Optional.of("the guard runs in it or below it");
        }
        if (isEssential(process.name()) || isEssential(process.executable())) {
            return Optional.of("the machine needs " + process.name());
        }
        if (configured.contains(process.executable()) || configuredAsComm.contains(process.name())) {
            return Optional.of("the configuration protects " + process.name());
        }
        if (isInUntoldContainer(process)) {
            return Optional.of(
                    membership.isEngineSettled()
                            ? UNLISTED
                            : "it lives in a container, and the engine does not say whether that is protected");
        }
        return membership.of(process).flatMap(container -> of(container)
                .map(reason -> "its container " + container.name() + ": " + reason));
    }

    /** Whether it lives in a container whose labels nobody has read, so that it may be a protected one. */
    boolean isInUntoldContainer(ProcessInfo process) {
        return membership.isUntold(process) && !(membership.isEngineSettled() && reach.vouchesFor(process, membership));
    }

    /** Why this container may not be stopped; empty where nothing protects it. */
    Optional<String> of(Container container) {
        if (container.care() == Care.PROTECTED) {
            return Optional.of("it is protected by label or configuration");
        }
        if (ownContainers.contains(container.id())) {
            return Optional.of("the guard runs in it");
        }
        return Optional.empty();
    }

    private static boolean isEssential(String name) {
        if (ESSENTIAL.contains(name)) {
            return true;
        }
        for (String prefix : ESSENTIAL_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
