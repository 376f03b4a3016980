package io.spillway.app;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ContainerControl;
import io.spillway.act.Controls;
import io.spillway.act.Lanes;
import io.spillway.act.docker.DockerControl;
import io.spillway.act.process.ProcfsProcessControl;
import io.spillway.act.self.Protection;
import io.spillway.act.self.SelfProtection;
import io.spillway.assess.Pacing;
import io.spillway.config.Levels;
import io.spillway.config.SpillwayConfig;
import io.spillway.guard.Clocks;
import io.spillway.guard.GuardService;
import io.spillway.guard.Operations;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Sources;
import io.spillway.http.HttpService;
import io.spillway.http.jolokia.JolokiaSettings;
import io.spillway.http.webhook.WebhookAlerts;
import io.spillway.manage.Management;
import io.spillway.manage.PlatformServer;
import io.spillway.plan.Policy;
import io.spillway.record.Journal;
import io.spillway.record.durations.LearntDurations;
import io.spillway.record.journal.FileJournal;
import io.spillway.record.journal.JournalLimits;
import io.spillway.record.settings.SavedLevels;
import io.spillway.sense.ContainerEngine;
import io.spillway.sense.HostProbe;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import io.spillway.sense.oshi.OshiResources;
import io.spillway.sense.oshi.ProcessDetails;
import io.spillway.sense.procfs.ProcfsProcessTable;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole: builds every part, starts it in the right order, and takes it down again. */
public final class Spillway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spillway.class);

    private final Clocks clocks = new Clocks(System::nanoTime, InstantSource.system());
    private final Parts parts = new Parts();
    private final List<Protection> protections = new CopyOnWriteArrayList<>();
    private final SpillwayConfig config;
    private final Self self = Self.read();
    private final HostProbe host;
    private final OshiResources oshi;
    private final Journal journal;
    private final GuardService guard;
    private final WarmUp warmUp;
    private final HttpService http;
    private volatile int httpPort = -1;

    /** In whose JVM it runs. */
    public enum Home {
        /** A JVM of its own: the process is protected too, and a port that is taken is fatal. */
        OWN_JVM,
        /** Somebody else's. */
        HOST_JVM
    }

    /** An engine in place of the configured one. */
    public record Engine(ContainerEngine reading, ContainerControl changing) {
        public Engine {
            requireNonNull(reading, "reading");
            requireNonNull(changing, "changing");
        }
    }

    /** Whether it acts from the first pass on, or only once {@link Operations#resume} is called. */
    public enum Beginning {
        ACTING,
        PAUSED
    }

    /** How it is started; an engine stands in place of the configured one. */
    public record Setting(
            Home home, Beginning beginning, @Nullable Engine engine) {
        public Setting {
            requireNonNull(home, "home");
            requireNonNull(beginning, "beginning");
        }
    }

    /**
     * Starts the whole.
     *
     * @throws IOException where something that must be there cannot be had: memory that can be read, or (in a JVM of its own) the
     *     port; nothing is left running
     */
    public static Spillway start(SpillwayConfig config, Setting setting) throws IOException {
        Spillway spillway = new Spillway(config, setting);
        try {
            spillway.begin(setting.home());
            return spillway;
        } catch (IOException | RuntimeException impossible) {
            spillway.close();
            throw impossible;
        }
    }

    private Spillway(SpillwayConfig config, Setting setting) throws IOException {
        this.config = config;
        Path state = config.state().directory();
        host = part(HostProbes.open(config.host(), Places.PROC, Places.SYS_FS_CGROUP, clocks.wall()));
        ExecutorService recording = pool("spillway-record", 3, 16);
        journal = part(FileJournal.open(state, JournalLimits.DEFAULTS, clocks.wall(), recording));
        LearntDurations lessons = new LearntDurations(state, recording);
        SavedLevels saved = new SavedLevels(state);
        HttpStack stack = part(new HttpStack());
        HostView view = HostView.of(config, stack, clocks);
        Engine engine = setting.engine();
        if (engine != null) {
            view = view.withEngine(engine.reading(), engine.changing());
        }
        view.runtimes().forEach(this::part);
        part(view.containers());
        ProcfsProcessTable processes = part(ProcfsProcessTable.open(Places.PROC, Places.PASSWD, clocks.wall()));
        ProcfsProcessControl signals = part(ProcfsProcessControl.open(Places.PROC));
        oshi = new OshiResources(Places.ROOT, clocks.wall());
        ResourceMeter meter = new ResourceMeter(oshi, AgentThreads.waiting());
        ExecutorService sensing = pool("spillway-sense", view.runtimes().size() + 2, 16);
        ExecutorService stopping = pool("spillway-stop", 2, 64);
        Lanes acting = new Lanes(
                pool("spillway-unload", 4, 64), pool("spillway-force", 4, 64), stopping, pool("spillway-kill", 2, 64));
        warmUp = new WarmUp(signals, view.containerControl() instanceof DockerControl docker ? docker : null, stopping);
        journal.subscribe(warmUp);
        guard = new GuardService(
                new GuardService.Senses(host, new Sources(view.runtimes(), view.containers(), processes), meter::read),
                new Controls(view.models(), view.containerControl(), signals),
                wishes(saved, setting.beginning()),
                new GuardService.Memory(journal, lessons::durations, lessons::learn, new KeptLevels(saved)),
                new GuardService.Machinery(
                        (name, task) -> AgentThreads.named(name).newThread(task),
                        sensing,
                        acting,
                        AgentThreads.waiting(),
                        clocks,
                        new Pacing(hugePages())));
        part(lessons::save);
        if (!config.alerts().webhooks().isEmpty()) {
            WebhookAlerts alerts =
                    part(new WebhookAlerts(config.alerts(), stack, AgentThreads.named("spillway-webhook")));
            journal.subscribe(alerts);
        }
        http = new HttpService(
                config.http(),
                guard.operations(),
                journal,
                clocks.wall(),
                AgentThreads.named("spillway-http"),
                new JolokiaSettings(PlatformServer::get, operatorPolicy(state)));
    }

    private GuardService.Wishes wishes(SavedLevels saved, Beginning beginning) {
        Levels levels = saved.load().orElse(config.levels());
        Policy policy = new Policy(
                levels,
                config.models(),
                new HashSet<>(config.models().pinned()),
                config.containers(),
                Self.withinReach(config.processes(), HostProbes.reach(config.host()), self),
                HostProbes.reach(config.host()));
        Mode acting = config.dryRun() ? Mode.DRY_RUN : Mode.ACTING;
        return new GuardService.Wishes(
                policy, config.levels(), acting, beginning == Beginning.PAUSED ? Mode.PAUSED : acting);
    }

    private void begin(Home home) throws IOException {
        if (home == Home.OWN_JVM) {
            startHttp();
        }
        part(guard);
        guard.start(host.describe(), home == Home.OWN_JVM ? this::protectOurselves : () -> {});
        Thread late = AgentThreads.named("spillway-late").newThread(() -> startViews(home));
        late.start();
        part(() -> late.join(5_000));
    }

    private void startHttp() throws IOException {
        httpPort = http.start();
        part(http);
    }

    /** What may load libraries or touch the platform's MBean server comes last, on a thread of its own. */
    private void startViews(Home home) {
        warmUp.signals();
        if (home == Home.HOST_JVM) {
            try {
                startHttp();
                part(QuickExit.of(http));
            } catch (IOException | RuntimeException taken) {
                LOG.warn("http=off reason=\"{}\"", taken.getMessage());
            } catch (LinkageError unavailable) {
                LOG.warn("http=off reason=\"{}\"", unavailable.toString());
            }
        }
        try {
            ManagementRefresh refresh = new ManagementRefresh(
                    new Management(
                            PlatformServer.get(),
                            guard.operations(),
                            journal,
                            config.state().directory(),
                            clocks.wall(),
                            pool("spillway-notify", 1, 256)),
                    guard.operations()::snapshot);
            // In this order: a part that comes too late is closed at once.
            refresh.start();
            part(refresh);
        } catch (RuntimeException | LinkageError unavailable) {
            // A runtime without java.management, or beans of another Spillway: the guard goes on.
            LOG.warn("jmx=off reason=\"{}\"", unavailable.toString());
        }
    }

    private void protectOurselves() {
        try {
            protections.addAll(new SelfProtection(Places.PROC).protect(GuardService.FAST_THREAD));
        } catch (RuntimeException | LinkageError impossible) {
            // It runs on the guard's thread, which must begin its passes all the same.
            LOG.warn("self-protection=off reason=\"{}\"", impossible.toString());
        }
    }

    public Operations operations() {
        return guard.operations();
    }

    /** Whether it guards no more although nobody closed it. */
    boolean hasEndedUnasked() {
        return guard.hasEndedUnasked();
    }

    public Journal journal() {
        return journal;
    }

    public Snapshot snapshot() {
        return guard.operations().snapshot();
    }

    /** What was tried to keep this process itself alive and quick; empty in a host's JVM. */
    public List<Protection> protections() {
        return List.copyOf(protections);
    }

    /** Who it runs as. */
    Self self() {
        return self;
    }

    /** For people: what the levels are reckoned on. */
    public String host() {
        return host.describe();
    }

    /** What people want to know about a process. Not for a thread that must not wait. */
    Sensed<ProcessDetails> details(ProcessRef process) {
        return oshi.process(process.pid());
    }

    /** The port of the HTTP server; -1 where there is none. */
    public int httpPort() {
        return httpPort;
    }

    /** Takes everything down, the last first; afterwards no thread, MBean or port of ours is left. */
    @Override
    public void close() {
        parts.close();
    }

    private <T extends AutoCloseable> T part(T part) {
        return parts.add(part);
    }

    private ExecutorService pool(String name, int threads, int waiting) {
        ExecutorService pool = AgentThreads.pool(name, threads, waiting);
        part(pool::shutdownNow);
        return pool;
    }

    private static @Nullable Path operatorPolicy(Path state) {
        Path policy = state.resolve("jolokia-access.xml");
        return Files.exists(policy) ? policy : null;
    }

    private static Pacing.HugePages hugePages() {
        try {
            return Files.readString(Places.HUGE_PAGES).contains("[never]")
                    ? Pacing.HugePages.NEVER
                    : Pacing.HugePages.POSSIBLE;
        } catch (IOException untold) {
            return Pacing.HugePages.POSSIBLE;
        }
    }
}
