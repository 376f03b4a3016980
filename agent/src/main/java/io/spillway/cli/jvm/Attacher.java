package io.spillway.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Brings the agent into a running JVM, and out again. */
public final class Attacher {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String RUNNING = "spillway.agent";
    private static final Set<String> UNFINISHED = Set.of("starting", "ending");
    private static final int FIRST_JAVA_THAT_WARNS = 21;

    private final Path jar;
    private final JvmList jvms;
    private final Consumer<String> notice;

    /**
     * @param jar the agent's jar
     * @param notice is told what the user should know before it happens
     */
    public Attacher(Path jar, JvmList jvms, Consumer<String> notice) {
        this.jar = jar.toAbsolutePath();
        this.jvms = jvms;
        this.notice = notice;
    }

    /**
     * Returns when the agent has started, with one sentence that says so.
     *
     * @throws AttachException also when that JVM has an agent already: the options would be ignored
     */
    public String attach(long pid, Map<String, String> options) throws AttachException {
        return with(pid, vm -> {
            String running = vm.getSystemProperties().getProperty(RUNNING);
            if (running != null) {
                throw already(pid, running);
            }
            warnOfTheWarning(vm);
            Map<String, String> all = new LinkedHashMap<>(options);
            all.put("jar", jar.toString());
            String answer = ask(vm, all);
            if (answer.startsWith("started ")) {
                return "Spillway " + answer.substring("started ".length()) + " runs in PID " + pid + ".";
            }
            if (answer.startsWith("already ")) {
                throw already(pid, answer.substring("already ".length()));
            }
            if (answer.equals("starting")) {
                return "Spillway is still starting in PID " + pid + " after " + PATIENCE.toSeconds()
                        + " s; status tells when it runs.";
            }
            throw new AttachException("PID " + pid + ": Spillway did not start there: " + withoutWord(answer));
        });
    }

    /** Returns when nothing of the agent runs there any more, with one sentence that says so. */
    public String detach(long pid) throws AttachException {
        return with(pid, vm -> {
            if (vm.getSystemProperties().getProperty(RUNNING) == null) {
                throw new AttachException("PID " + pid + " has no Spillway agent: nothing to detach");
            }
            String answer = ask(vm, Map.of("action", "detach", "jar", jar.toString()));
            if (answer.equals("detached")) {
                return "Spillway is gone from PID " + pid + ".";
            }
            if (answer.startsWith("detached ")) {
                return "Spillway is gone from PID " + pid + ", but not everything could be closed: "
                        + withoutWord(answer);
            }
            if (answer.equals("absent")) {
                throw new AttachException("PID " + pid + " has no Spillway agent: nothing to detach");
            }
            throw new AttachException("PID " + pid + ": Spillway is still there: " + withoutWord(answer));
        });
    }

    private String with(long pid, Conversation conversation) throws AttachException {
        Jvm jvm = jvms.find(pid).orElseThrow(() -> notAJvm(pid));
        if (!jvm.attachable()) {
            throw new AttachException("PID " + pid + " (" + jvm.main() + "): " + jvm.obstacle());
        }
        Path rootThere = Path.of("/proc", Long.toString(pid), "root");
        boolean missingThere = Files.isReadable(rootThere)
                && !Files.exists(rootThere.resolve(jar.getRoot().relativize(jar)));
        if (missingThere) {
            throw new AttachException("PID " + pid + " is in a container that does not have " + jar
                    + ": copy the file there, to this very path (docker cp)");
        }
        try {
            return converse(pid, conversation);
        } catch (NoClassDefFoundError missing) {
            throw Explanation.noAttachModule(missing);
        }
    }

    private String converse(long pid, Conversation conversation) throws AttachException {
        try {
            VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
            try {
                return conversation.hold(vm);
            } finally {
                vm.detach();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AttachException("interrupted; status tells whether Spillway runs", interrupted);
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException failure) {
            throw Explanation.of(pid, jar, failure);
        }
    }

    private AttachException notAJvm(long pid) {
        return new AttachException(
                jvms.exists(pid)
                        ? "PID " + pid
                                + " is not a Java process, as far as this user can see: attach without a PID lists the JVMs"
                        : "there is no process with PID " + pid + ": attach without a PID lists the JVMs");
    }

    private static AttachException already(long pid, String running) {
        return new AttachException("PID " + pid + " has an agent already: Spillway " + running
                + ". It goes on as it was; to change its options, detach it first");
    }

    private void warnOfTheWarning(VirtualMachine vm) throws IOException {
        String version = vm.getSystemProperties().getProperty("java.specification.version", "");
        if (version.matches("\\d+") && Integer.parseInt(version) >= FIRST_JAVA_THAT_WARNS) {
            notice.accept(
                    "Java " + version + " now prints a warning of its own about a dynamically loaded agent to that"
                            + " program's standard error; its option -XX:+EnableDynamicAgentLoading is the only way to hide it.");
        }
    }

    /** Loading the agent has no result; so it leaves its answer in a property that we name, and that we look at. */
    private String ask(VirtualMachine vm, Map<String, String> options)
            throws IOException, AgentLoadException, AgentInitializationException, InterruptedException {
        String property = "spillway.attach." + UUID.randomUUID();
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("answer", property);
        vm.loadAgent(jar.toString(), encode(all));
        long began = System.nanoTime();
        Properties there = vm.getSystemProperties();
        while (UNFINISHED.contains(there.getProperty(property, "")) && System.nanoTime() - began < PATIENCE.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            there = vm.getSystemProperties();
        }
        String answer = there.getProperty(property);
        if (answer != null) {
            return answer;
        }
        // It was taken away before this machine let us look again; what is there tells as much.
        String running = there.getProperty(RUNNING);
        return running == null ? "detached" : "started " + running;
    }

    private static String withoutWord(String answer) {
        return answer.substring(answer.indexOf(' ') + 1);
    }

    /** As the agent's options are written: commas between, and a backslash before one inside a value. */
    static String encode(Map<String, String> options) {
        return options.entrySet().stream()
                .map(each -> each.getKey() + "="
                        + each.getValue().replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    @FunctionalInterface
    private interface Conversation {
        String hold(VirtualMachine vm)
                throws IOException, AgentLoadException, AgentInitializationException, AttachException,
                        InterruptedException;
    }
}
