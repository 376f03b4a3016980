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
import io.spillway.plan.Durations;
import io.spillway.plan.Gate;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop: reads, assesses, plans, begins measures, publishes a snapshot, and sleeps as long as nothing can have happened. Owns all
 * state; everybody else sees snapshots and puts commands into its inbox.
 */
final class Guard implements Runnable {
    private static final long BLIND_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Between two plans at one level, when nothing else calls for one. */
    private static final long REPLAN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A cleanup pass runs this often whatever the level. */
    private static final long CLEANUP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Published this often at least (or at each pass, where passes are rarer), so that a stale snapshot tells of a stopped loop. */
    private static final long PUBLISH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** From this fill rate on, the slow pace is asked for a fresh look. */
    private static final double FAST_FILL_BYTES_PER_SECOND = 50e6;

    private static final long NUDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Inbox inbox = new Inbox();
    private final AtomicReference<@Nullable InventoryUpdate> handed = new AtomicReference<>();
    private final FastSense senses;
    private final Mind mind;
    private final Enforcement enforcement;
    private final Chronicle chronicle;
    private final Clocks clocks;
    private final Runnable nudge;
    private final SourceWatch watch;

    private Policy policy;
    private Mode mode;
    private @Nullable Assessment assessment;
    private Sensed.@Nullable Unknown<Assessment> blindness;
    private Instant levelSince;
    private InventoryUpdate seen;
    private Plan lastPlan = Plan.nothing(Level.NORMAL);
    private boolean planCalledFor = true;
    private boolean newsToPublish = true;
    private long plannedAtNanos;
    private long publishedAtNanos;
    private long nudgedAtNanos;
    private long passes;
    private long lastPassNanos;
    private long slowPasses;
    private volatile Snapshot snapshot;
    private volatile boolean stopped;
    private volatile boolean endedUnasked;

    Guard(
            FastSense senses,
            Mind mind,
            Enforcement enforcement,
            Chronicle chronicle,
            Clocks clocks,
            Runnable nudge,
            Beginning beginning) {
        this.senses = requireNonNull(senses);
        this.mind = requireNonNull(mind);
        this.enforcement = requireNonNull(enforcement);
        this.chronicle = requireNonNull(chronicle);
        this.clocks = requireNonNull(clocks);
        this.nudge = requireNonNull(nudge);
        this.watch = new SourceWatch(chronicle, clocks);
        this.policy = beginning.policy();
        this.mode = beginning.mode();
        this.seen = new InventoryUpdate(
                new Landscape(beginning.inventory(), beginning.policy()), Map.of(), Resources.UNKNOWN);
        Instant now = clocks.wall().instant();
        this.blindness = Sensed.Unknown.notYetSeen(now);
        this.levelSince = now;
        this.plannedAtNanos = clocks.ticker().nanos();
        this.publishedAtNanos = plannedAtNanos;
        this.nudgedAtNanos = plannedAtNanos;
        refreshSources();
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

    /** What it begins with: what is wanted, and an inventory in which nothing is known yet. */
    record Beginning(Policy policy, Mode mode, Inventory inventory) {
        Beginning {
            requireNonNull(policy, "policy");
            requireNonNull(mode, "mode");
            requireNonNull(inventory, "inventory");
        }
    }

    /** The newest; any thread, never blocks. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Has the wish run on the guard's thread; answers false when that is not going to happen. Any thread. */
    boolean ask(Runnable wish) {
        return inbox.ask(wish);
    }

    /** Hands in an outcome. Any thread. */
    void tell(Outcome outcome) {
        inbox.tell(() -> ended(outcome));
    }

    /** Hands in a new inventory; it takes the place of one that was not taken in yet. Any thread. */
    void tell(InventoryUpdate update) {
        if (handed.getAndSet(update) == null && !inbox.tell(this::takeIn)) {
            handed.set(null);
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether its thread is gone although nobody stopped it. */
    boolean hasEndedUnasked() {
        return endedUnasked;
    }

    void stop() {
        stopped = true;
        inbox.tell(() -> {});
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                inbox.await(pass(), this::carryOut);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            endedUnasked = !stopped;
            stopped = true;
            inbox.close(this::carryOut);
            enforcement.abandon();
            if (endedUnasked) {
                stumble(new IllegalStateException("its thread has ended"));
            }
        }
    }

    /** Does what is in the inbox and does not wait for more; on the guard's thread. */
    void readInbox() {
        inbox.read(this::carryOut);
    }

    private void carryOut(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException | LinkageError | StackOverflowError unexpected) {
            stumble(unexpected);
        }
    }

    /** One pass; answers how many nanoseconds long nothing can happen. */
    long pass() {
        try {
            return look();
        } catch (RuntimeException | LinkageError | StackOverflowError unexpected) {
            return stumble(unexpected);
        }
    }

    private long look() {
        long began = clocks.ticker().nanos();
        passes++;
        Level before = level();
        Assessment now;
        try {
            now = mind.assessor().assess(senses.read(), assessment, policy.levels());
        } catch (IOException unreadable) {
            return blind(String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException | LinkageError | StackOverflowError unexpected) {
            return blind("fault: " + unexpected);
        }
        assessment = now;
        respond(now, before, began);
        return mind.pacing().sleepNanos(now.reading(), policy.levels());
    }

    private Level level() {
        return assessment == null ? Level.NORMAL : assessment.level();
    }

    private void respond(Assessment now, Level before, long began) {
        boolean levelChanged = now.level() != before;
        boolean sourcesChanged = watch.becomesLate(began) || blindness != null;
        blindness = null;
        enforcement.see(now);
        if (levelChanged) {
            levelSince = clocks.wall().instant();
        }
        if (mode == Mode.DRY_RUN) {
            // What a dry run would do is written down as it is planned: the level comes first.
            chronicle.assessed(now);
        }
        boolean planned = mode != Mode.PAUSED && planDue(now, before, began);
        if (planned) {
            plan(now, began);
        }
        // Signals first, words after.
        chronicle.assessed(now);
        if (planned) {
            chronicle.planned(lastPlan, enforcement.relief(), began);
        }
        enforcement.proceed();
        if (watch.recovers() || sourcesChanged) {
            sourcesChanged = true;
            refreshSources();
        }
        lastPassNanos = clocks.ticker().nanos() - began;
        if (levelChanged || planned || sourcesChanged || newsToPublish || began - publishedAtNanos >= PUBLISH_NANOS) {
            publish(began);
        }
        enforcement.report();
        watchFill(now, began, levelChanged);
    }

    private long blind(String reason) {
        if (blindness == null || !blindness.reason().equals(reason)) {
            Instant since = blindness == null || blindness.isNotYetSeen()
                    ? clocks.wall().instant()
                    : blindness.since();
            blindness = new Sensed.Unknown<>(reason, since);
            chronicle.blinded();
            refreshSources();
        }
        enforcement.proceed();
        publish(clocks.ticker().nanos());
        enforcement.report();
        return BLIND_SLEEP_NANOS;
    }

    /** The guard stays alive, and its health says what is wrong. */
    private long stumble(Throwable unexpected) {
        watch.stumbled(unexpected);
        refreshSources();
        publish(clocks.ticker().nanos());
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
        enforcement.settle(seen.inventory());
        Plan plan = mind.planner()
                .plan(now, landscapeAt(now.level()), mind.durations().get(), enforcement.underway());
        enforcement.begin(plan, now);
        enforcement.restore(now, policy.levels());
        lastPlan = plan;
    }

    /** A host that fills fast, or has just reached a level, needs a fresh inventory. */
    private void watchFill(Assessment now, long nanos, boolean levelChanged) {
        boolean fast = now.fillRateBytesPerSecond() > FAST_FILL_BYTES_PER_SECOND;
        if (levelChanged || (fast && nanos - nudgedAtNanos >= NUDGE_NANOS)) {
            nudgedAtNanos = nanos;
            nudge.run();
        }
    }

    private void takeIn() {
        InventoryUpdate update = handed.getAndSet(null);
        if (update != null) {
            update(update);
        }
    }

    /** Takes in a new inventory; on the guard's thread. */
    void update(InventoryUpdate update) {
        slowPasses++;
        seen = update.with(policy);
        watch.inventorySeen();
        enforcement.observe(seen.inventory());
        refreshSources();
        planCalledFor = true;
        // Before the next plan: what a measure begins with, such as the runner of a model, is looked up in the
        // snapshot.
        publish(clocks.ticker().nanos());
    }

    private void ended(Outcome outcome) {
        enforcement.ended(outcome);
        planCalledFor = true;
        newsToPublish = true;
        nudge.run();
    }

    /** Replaces what the operator wants; on the guard's thread. */
    void change(Policy wanted) {
        policy = wanted;
        seen = seen.with(wanted);
        planCalledFor = true;
        publish(clocks.ticker().nanos());
        nudge.run();
    }

    /** Whether it acts; on the guard's thread. */
    void change(Mode wanted) {
        mode = wanted;
        planCalledFor = true;
        publish(clocks.ticker().nanos());
    }

    /** The newest assessment; null while memory cannot be read. On the guard's thread. */
    @Nullable
    Assessment assessment() {
        return blindness == null ? assessment : null;
    }

    Policy policy() {
        return policy;
    }

    Landscape landscape() {
        return seen.landscape();
    }

    /** What is planned on at that level: where programs may end, by what they hold at this moment. */
    Landscape landscapeAt(Level level) {
        if (!level.isAtLeast(Gate.KILL_PROCESSES.opensAt())) {
            return seen.landscape();
        }
        Map<ProcessRef, Long> bytes = new HashMap<>(senses.victimBytes());
        // It may have grown between the plan and the signal.
        enforcement.endingBytes().forEach((process, atPlan) -> bytes.merge(process, atPlan, Math::max));
        return seen.landscape().at(bytes);
    }

    Enforcement enforcement() {
        return enforcement;
    }

    Mind mind() {
        return mind;
    }

    Clocks clocks() {
        return clocks;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    private Sensed<Assessment> assessed() {
        if (blindness != null) {
            return blindness;
        }
        return new Sensed.Known<>(requireNonNull(assessment), clocks.wall().instant());
    }

    private void refreshSources() {
        watch.refresh(assessed(), seen.inventory());
    }

    private void publish(long nanos) {
        publishedAtNanos = nanos;
        newsToPublish = false;
        snapshot = makeSnapshot();
    }

    private Snapshot makeSnapshot() {
        return new Snapshot(
                clocks.wall().instant(),
                assessed(),
                levelSince,
                seen.inventory(),
                policy,
                lastPlan,
                seen.contingencies(),
                enforcement.owed().words(),
                enforcement.inProgress(),
                watch.sources(),
                seen.resources(),
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
