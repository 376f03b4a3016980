package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ProcessControl;
import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The slow pace: keeps the inventory on a thread of its own, works out beforehand what would be done at each level, and gets the
 * likeliest victims ready.
 */
final class InventoryKeeper implements Runnable {
    /** How long a source may take before it counts as unknown. */
    private static final Duration SOURCE_DEADLINE = Duration.ofSeconds(5);

    /** Between two slices of a process table that takes more than one. */
    private static final Duration BETWEEN_SLICES = Duration.ofMillis(150);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final Sources sources;
    private final List<SourcePoller<List<Model>>> runtimes = new ArrayList<>();
    private final SourcePoller<List<Container>> containers;
    private final SourcePoller<Resources> resources;
    private final ProcessControl processControl;
    private final Watchlist watchlist = new Watchlist();
    private final Planner planner;
    private final Supplier<Durations> durations;
    private final Clocks clocks;
    private final PlanRehearsal rehearsal;
    private final Supplier<Snapshot> snapshot;
    private final Consumer<InventoryUpdate> updates;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean lookWanted = new AtomicBoolean(true);
    private long scanDueNanos;
    private @Nullable Inventory handedOver;
    private boolean foreseen;
    private volatile boolean stopped;

    InventoryKeeper(
            Sources sources,
            Supplier<Resources> meter,
            ProcessControl processControl,
            Planner planner,
            Supplier<Durations> durations,
            Executor executor,
            Clocks clocks,
            Supplier<Snapshot> snapshot,
            Consumer<InventoryUpdate> updates) {
        this.sources = requireNonNull(sources);
        this.processControl = requireNonNull(processControl);
        this.planner = requireNonNull(planner);
        this.durations = requireNonNull(durations);
        this.clocks = requireNonNull(clocks);
        this.rehearsal = new PlanRehearsal(clocks.ticker());
        this.snapshot = requireNonNull(snapshot);
        this.updates = requireNonNull(updates);
        for (ModelRuntime runtime : sources.runtimes()) {
            runtimes.add(poller(runtime::models, executor));
        }
        containers = poller(sources.containers()::containers, executor);
        resources = poller(() -> new Sensed.Known<>(meter.get(), clocks.wall().instant()), executor);
    }

    private <T> SourcePoller<T> poller(Supplier<Sensed<T>> source, Executor executor) {
        return new SourcePoller<>(source, executor, clocks.ticker(), clocks.wall(), SOURCE_DEADLINE);
    }

    /** Has a look right now, from any thread. */
    void nudge() {
        lookWanted.set(true);
        wakeUp();
    }

    private void wakeUp() {
        wakeUps.offer(true);
    }

    void stop() {
        stopped = true;
        wakeUp();
    }

    @Override
    public void run() {
        while (!stopped) {
            Duration pause = guardedPass();
            if (!rehearsal.isOver() && pause.compareTo(PlanRehearsal.REST) > 0) {
                pause = PlanRehearsal.REST;
            }
            try {
                wakeUps.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A thread begins here: whatever goes wrong makes the inventory unknown, and the next look is a new chance. */
    Duration guardedPass() {
        try {
            return pass();
        } catch (RuntimeException | LinkageError | StackOverflowError unexpected) {
            Inventory unknown = Inventory.unknown(
                    sources.ids(), "fault: " + unexpected, clocks.wall().instant());
            handedOver = null;
            updates.accept(
                    new InventoryUpdate(new Landscape(unknown, snapshot.get().policy()), Map.of(), Resources.UNKNOWN));
            return AFTER_A_FAULT;
        }
    }

    /** Looks at everything that is due, hands over what is known; answers how long nothing is due. */
    Duration pass() {
        Pace pace = Pace.of(snapshot.get());
        // Before the scan: after the next pause they are due again for certain.
        for (SourcePoller<List<Model>> runtime : runtimes) {
            runtime.poll(pace.period(), this::wakeUp);
        }
        containers.poll(pace.period(), this::wakeUp);
        resources.poll(pace.resourcesPeriod(), () -> {});
        long now = clocks.ticker().nanos();
        // An answer of a source wakes this thread too; it is no reason to walk through the processes once more.
        boolean asked = lookWanted.getAndSet(false);
        if (asked || now - scanDueNanos >= 0) {
            boolean complete = sources.processes().scanSlice();
            scanDueNanos = now + (complete ? pace.period() : BETWEEN_SLICES).toNanos();
        }
        Inventory inventory = collect();
        if (asked || !foreseen || isNews(inventory)) {
            handOver(inventory);
        }
        Snapshot present = snapshot.get();
        if (present.assessment().isKnown()) {
            rehearsal.goOn(inventory, () -> rehearse(new Landscape(inventory, present.policy()), present));
        }
        return Duration.ofNanos(Math.max(0, scanDueNanos - clocks.ticker().nanos()));
    }

    /** A slice in the middle of the process table, for one, changes nothing. Sources give the same object until they know better. */
    private boolean isNews(Inventory inventory) {
        Inventory before = handedOver;
        if (before == null
                || before.processes() != inventory.processes()
                || before.containers() != inventory.containers()) {
            return true;
        }
        for (int i = 0; i < inventory.runtimes().size(); i++) {
            if (before.runtimes().get(i).models() != inventory.runtimes().get(i).models()) {
                return true;
            }
        }
        return false;
    }

    private Inventory collect() {
        List<RuntimeState> states = new ArrayList<>();
        for (int i = 0; i < runtimes.size(); i++) {
            ModelRuntime runtime = sources.runtimes().get(i);
            states.add(
                    new RuntimeState(runtime.id(), runtimes.get(i).latest(), runtime.installed(), runtime.ownPids()));
        }
        return new Inventory(
                states,
                containers.latest(),
                sources.processes().processes(),
                sources.processes().ownPids());
    }

    private void handOver(Inventory inventory) {
        Snapshot now = snapshot.get();
        Landscape landscape = new Landscape(inventory, now.policy());
        Map<Level, Plan> contingencies = contingencies(landscape, now);
        Plan gravest = contingencies.get(Level.EMERGENCY);
        if (gravest != null) {
            processControl.prepare(watchlist.of(gravest, landscape));
        }
        handedOver = inventory;
        updates.accept(
                new InventoryUpdate(landscape, contingencies, resources.latest().orElse(Resources.UNKNOWN)));
        foreseen |= gravest != null;
    }

    /** With what a plan goes through only at EMERGENCY: what the victims hold at that moment. */
    private void rehearse(Landscape landscape, Snapshot now) {
        contingencies(landscape, now);
        contingencies(landscape.at(processControl.preparedBytes()), now);
    }

    private Map<Level, Plan> contingencies(Landscape landscape, Snapshot now) {
        if (!(now.assessment() instanceof Sensed.Known<Assessment> assessment)) {
            return Map.of();
        }
        Map<Level, Plan> plans = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            plans.put(level, planner.preview(level, assessment.value(), landscape, durations.get()));
        }
        return plans;
    }

    /** How often the slow pace looks: seldom while there is room, often when it gets tight. */
    private enum Pace {
        AT_REST(Duration.ofSeconds(5), Duration.ofSeconds(10)),
        ALERT(Duration.ofSeconds(1), Duration.ofSeconds(5)),
        PRESSED(Duration.ofMillis(500), Duration.ofSeconds(5));

        /** Below this much used memory the host is at rest. */
        private static final double REST_PERCENT = 70;

        private final Duration period;
        private final Duration resourcesPeriod;

        Pace(Duration period, Duration resourcesPeriod) {
            this.period = period;
            this.resourcesPeriod = resourcesPeriod;
        }

        Duration period() {
            return period;
        }

        Duration resourcesPeriod() {
            return resourcesPeriod;
        }

        static Pace of(Snapshot snapshot) {
            if (!(snapshot.assessment() instanceof Sensed.Known<Assessment> known)) {
                return ALERT;
            }
            if (known.value().level().isAtLeast(Level.WARNING)) {
                return PRESSED;
            }
            return known.value().reading().usedPercent() < REST_PERCENT ? AT_REST : ALERT;
        }
    }
}
