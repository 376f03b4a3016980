package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.assess.Assessor;
import io.spillway.assess.Level;
import io.spillway.assess.Pacing;
import io.spillway.guard.Snapshot.Counters;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop: reads, assesses, plans, begins measures, publishes a snapshot, and sleeps as long as nothing can have happened. Owns all
 * state; everybody else sees snapshots and puts commands into its inbox.
 */
final class Guard implements Runnable {
    private static final int INBOX_CAPACITY = 4096;
    private static final long BLIND_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Between two plans at one level, when nothing else calls for one. */
    private static final long REPLAN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A cleanup pass runs this often whatever the level. */
    private static final long CLEANUP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Published this often at least, so that a stale snapshot tells of a stopped loop. */
    private static final long PUBLISH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** From this fill rate on, the slow pace is asked for a fresh look. */
    private static final double FAST_FILL_BYTES_PER_SECOND = 50e6;

    private static final long NUDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(INBOX_CAPACITY);
    private final FastSense senses;
    private final Assessor assessor;
    private final Pacing pacing;
    private final Planner planner;
    private final Supplier<Durations> durations;
    private final Enforcement enforcement;
    private final Chronicle chronicle;
    private final Clocks clocks;
    private final Runnable nudge;

    private Policy policy;
    private Mode mode;
    private @Nullable Assessment assessment;
    private Sensed<Assessment> published;
    private Instant levelSince;
    private Landscape landscape;
    private Map<Level, Plan> contingencies = Map.of();
    private List<SourceHealth> slowSources = List.of();
    private List<SourceHealth> sources = List.of();
    private Resources resources = Resources.UNKNOWN;
    private Plan lastPlan = Plan.nothing(Level.NORMAL);
    private boolean planCalledFor = true;
    private long plannedAtNanos;
    private long publishedAtNanos;
    private long nudgedAtNanos;
    private long passes;
    private long lastPassNanos;
    private long slowPasses;
    private @Nullable String fault;
    private volatile Snapshot snapshot;
    private volatile boolean stopped;

    Guard(
            FastSense senses,
            Mind mind,
            Enforcement enforcement,
            Chronicle chronicle,
            Clocks clocks,
            Runnable nudge,
            Policy policy,
            Mode mode) {
        this.senses = requireNonNull(senses);
        this.assessor = mind.assessor();
        this.pacing = mind.pacing();
        this.planner = mind.planner();
        this.durations = mind.durations();
        this.enforcement = requireNonNull(enforcement);
        this.chronicle = requireNonNull(chronicle);
        this.clocks = requireNonNull(clocks);
        this.nudge = requireNonNull(nudge);
        this.policy = requireNonNull(policy);
        this.mode = requireNonNull(mode);
        this.landscape = new Landscape(Inventory.notYetSeen(), policy);
        Instant now = clocks.wall().instant();
        this.published = new Sensed.Unknown<>("not read yet", now);
        this.levelSince = now;
        this.snapshot = makeSnapshot();
    }

    /** The pure parts, and what outcomes taught. */
    record Mind(Assessor assessor, Pacing pacing, Planner planner, Supplier<Durations> durations) {
        Mind {
            requireNonNull(assessor, "assessor");
            requireNonNull(pacing, "pacing");
            requireNonNull(planner, "planner");
            requireNonNull(durations, "durations");
        }
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Has the command run on the guard's thread; answers whether there was room for it. */
    boolean post(Runnable command) {
        return inbox.offer(command);
    }

    void stop() {
        stopped = true;
        inbox.offer(() -> {});
    }

    @Override
    public void run() {
        while (!stopped) {
            long sleepNanos = guardedPass();
            try {
                Runnable command = inbox.poll(sleepNanos, TimeUnit.NANOSECONDS);
                while (command != null) {
                    guarded(command);
                    command = inbox.poll();
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long guardedPass() {
        try {
            long sleepNanos = pass();
            fault = null;
            return sleepNanos;
        } catch (RuntimeException unexpected) {
            return stumble(unexpected);
        }
    }

    private void guarded(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException unexpected) {
            stumble(unexpected);
        }
    }

    /** The guard stays alive, and its health says what is wrong. */
    private long stumble(RuntimeException unexpected) {
        fault = "fault in the guard's loop: " + unexpected;
        refreshSources();
        publish();
        return BLIND_SLEEP_NANOS;
    }

    /** One pass; answers how long nothing can happen. */
    private long pass() {
        long began = clocks.ticker().nanos();
        passes++;
        Reading reading;
        try {
            reading = senses.read();
        } catch (IOException unreadable) {
            return blind(unreadable);
        }
        Level before = assessment == null ? Level.NORMAL : assessment.level();
        Assessment now = assessor.assess(reading, assessment, policy.levels());
        boolean wasBlind = !published.isKnown();
        assessment = now;
        if (mode != Mode.PAUSED && planDue(now, before, began)) {
            plan(now, began);
        }
        boolean levelChanged = now.level() != before;
        if (levelChanged) {
            levelSince = clocks.wall().instant();
            chronicle.assessed(now);
        }
        if (wasBlind || levelChanged || planCalledFor || began - publishedAtNanos >= PUBLISH_NANOS) {
            published = new Sensed.Known<>(now, clocks.wall().instant());
            if (wasBlind) {
                refreshSources();
            }
            publish();
            publishedAtNanos = began;
        }
        watchFill(now, began, levelChanged);
        lastPassNanos = clocks.ticker().nanos() - began;
        return pacing.sleepNanos(reading, policy.levels());
    }

    private long blind(IOException unreadable) {
        String reason = String.valueOf(unreadable.getMessage());
        if (published.isKnown() || passes == 1) {
            published = new Sensed.Unknown<>(reason, clocks.wall().instant());
            refreshSources();
        }
        publish();
        return BLIND_SLEEP_NANOS;
    }

    private boolean planDue(Assessment now, Level before, long nanos) {
        if (planCalledFor || now.level().compareTo(before) > 0) {
            return true;
        }
        long since = nanos - plannedAtNanos;
        return since >= CLEANUP_NANOS || (now.level() != Level.NORMAL && since >= REPLAN_NANOS);
    }

    private void plan(Assessment now, long nanos) {
        planCalledFor = false;
        plannedAtNanos = nanos;
        Plan plan = planner.plan(
                now, landscape, durations.get(), enforcement.inProgressTargets(), enforcement.restingTargets());
        enforcement.begin(plan, now);
        enforcement.restore(now, policy.levels());
        lastPlan = plan;
        chronicle.planned(plan);
    }

    /** A host that fills fast, or has just reached a level, needs a fresh inventory. */
    private void watchFill(Assessment now, long nanos, boolean levelChanged) {
        boolean fast = now.fillRateBytesPerSecond() > FAST_FILL_BYTES_PER_SECOND;
        if (levelChanged || (fast && nanos - nudgedAtNanos >= NUDGE_NANOS)) {
            nudgedAtNanos = nanos;
            nudge.run();
        }
    }

    /** Takes in a new inventory; on the guard's thread. */
    void update(InventoryUpdate update) {
        slowPasses++;
        landscape = update.landscape().policy().equals(policy)
                ? update.landscape()
                : new Landscape(update.landscape().inventory(), policy);
        contingencies = update.contingencies();
        resources = update.resources();
        slowSources = update.sources();
        enforcement.observe(landscape.inventory());
        refreshSources();
        planCalledFor = true;
        // Before the next plan: what a measure begins with, such as the runner of a model, is looked up in the
        // snapshot.
        publish();
    }

    /** Takes in an outcome; on the guard's thread. */
    void ended(Outcome outcome) {
        enforcement.ended(outcome);
        planCalledFor = true;
        nudge.run();
    }

    /** Replaces what the operator wants; on the guard's thread. */
    void change(Policy wanted) {
        policy = wanted;
        landscape = new Landscape(landscape.inventory(), wanted);
        planCalledFor = true;
        publish();
    }

    void change(Mode wanted) {
        mode = wanted;
        planCalledFor = true;
        publish();
    }

    /** The newest assessment; null while memory cannot be read. */
    @Nullable
    Assessment assessment() {
        return published.isKnown() || assessment == null ? assessment : null;
    }

    Policy policy() {
        return policy;
    }

    Landscape landscape() {
        return landscape;
    }

    Enforcement enforcement() {
        return enforcement;
    }

    Planner planner() {
        return planner;
    }

    Durations durations() {
        return durations.get();
    }

    Chronicle chronicle() {
        return chronicle;
    }

    private void refreshSources() {
        List<SourceHealth> all = new ArrayList<>();
        all.add(new SourceHealth("memory", published.map(known -> "readable")));
        all.addAll(slowSources);
        if (fault != null) {
            all.add(new SourceHealth(
                    "guard", new Sensed.Unknown<>(fault, clocks.wall().instant())));
        }
        sources = List.copyOf(all);
        chronicle.sources(sources);
    }

    private void publish() {
        snapshot = makeSnapshot();
    }

    private Snapshot makeSnapshot() {
        Map<String, String> owed = new HashMap<>();
        enforcement.owed().forEach(one -> owed.put(one.name(), "to be started again"));
        return new Snapshot(
                clocks.wall().instant(),
                published,
                levelSince,
                landscape.inventory(),
                policy,
                lastPlan,
                contingencies,
                owed,
                enforcement.inProgress(),
                sources,
                resources,
                new Counters(
                        passes,
                        lastPassNanos,
                        slowPasses,
                        enforcement.measures(),
                        enforcement.failures(),
                        enforcement.freedBytes()),
                mode);
    }
}
