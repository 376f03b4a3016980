package io.spillway.sense.ollama;

import io.spillway.sense.ProcessRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the processes of one Ollama server: its front ({@code ollama serve}) and the runners that this one has started. Works
 * for a server in a container too, whose processes this host sees under PIDs of its own.
 */
final class ProcessScan {
    private static final String LISTENING = "0A";

    private final ProcFiles proc;
    private final URI url;

    /** A process that holds a model: {@code blob} is the file name of its weights. */
    record Runner(ProcessRef ref, String blob) {}

    /** What a scan found. */
    record Found(List<ProcessRef> fronts, List<Runner> runners) {
        static final Found NOTHING = new Found(List.of(), List.of());

        Found {
            fronts = List.copyOf(fronts);
            runners = List.copyOf(runners);
        }
    }

    private record Child(Runner runner, long parentPid) {}

    ProcessScan(ProcFiles proc, URI url) {
        this.proc = proc;
        this.url = url;
    }

    Found scan() {
        Set<ProcessRef> fronts = new LinkedHashSet<>();
        List<Child> children = new ArrayList<>();
        for (long pid : proc.pids()) {
            List<String> arguments = proc.arguments(pid);
            if (isFront(arguments)) {
                proc.stat(pid).ifPresent(stat -> fronts.add(stat.ref()));
            }
            Optional<String> blob = blob(arguments);
            Optional<ProcFiles.Stat> stat = blob.isEmpty() ? Optional.empty() : proc.stat(pid);
            if (blob.isPresent() && stat.isPresent()) {
                long parentPid = stat.get().parentPid();
                children.add(new Child(new Runner(stat.get().ref(), blob.get()), parentPid));
                // Whatever the front is called; but one that has died leaves its runners to PID 1.
                if (arguments.get(1).equals("runner") && parentPid > 1) {
                    proc.stat(parentPid).ifPresent(parent -> fronts.add(parent.ref()));
                }
            }
        }
        List<ProcessRef> ours = serving(fronts);
        Set<Long> parents = ours.stream().map(ProcessRef::pid).collect(Collectors.toSet());
        List<Runner> runners = children.stream()
                .filter(child -> parents.contains(child.parentPid()))
                .map(Child::runner)
                .toList();
        return new Found(ours, runners);
    }

    private static boolean isFront(List<String> arguments) {
        if (arguments.size() < 2
                || !(arguments.get(1).equals("serve") || arguments.get(1).equals("start"))) {
            return false;
        }
        String executable = arguments.get(0);
        return executable.substring(executable.lastIndexOf('/') + 1).equals("ollama");
    }

    /** The blob that a runner was started with: {@code ollama runner --model F}, in newer releases {@code llama-server -m F}. */
    private static Optional<String> blob(List<String> arguments) {
        for (int index = 1; index + 1 < arguments.size(); index++) {
            String option = arguments.get(index);
            String value = arguments.get(index + 1);
            if ((option.equals("--model") || option.equals("-m")) && value.contains("/blobs/sha256-")) {
                return Optional.of(value.substring(value.lastIndexOf('/') + 1));
            }
        }
        return Optional.empty();
    }

    /** Those that listen at our address, or, where that cannot be seen, those that may. */
    private List<ProcessRef> serving(Set<ProcessRef> fronts) {
        Set<String> listening = fronts.isEmpty() || !isHere() ? Set.of() : listeningSockets();
        Optional<String> here = proc.networkNamespace("self");
        List<ProcessRef> certain = new ArrayList<>();
        List<ProcessRef> possible = new ArrayList<>();
        for (ProcessRef front : fronts) {
            Optional<List<String>> open = proc.openFiles(front.pid());
            if (open.isPresent() && open.get().stream().anyMatch(listening::contains)) {
                certain.add(front);
            } else if (open.isEmpty()
                    || here.isEmpty()
                    || !here.equals(proc.networkNamespace(Long.toString(front.pid())))) {
                // In another network namespace: a container, reached by its address or by a port that the engine
                // forwards.
                possible.add(front);
            }
        }
        return certain.isEmpty() ? possible : certain;
    }

    private boolean isHere() {
        try {
            InetAddress address = InetAddress.getByName(url.getHost());
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The sockets that listen at our port, as {@code /proc/PID/fd} names them. */
    private Set<String> listeningSockets() {
        Set<String> sockets = new HashSet<>();
        String port = ":%04X".formatted(url.getPort());
        for (String file : List.of("tcp", "tcp6")) {
            for (String line : proc.sockets(file)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[1].endsWith(port) && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }
}
