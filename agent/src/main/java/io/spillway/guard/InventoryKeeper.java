package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.ProcessControl;
import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Durations;
import io.spillway.plan.Landscape;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.ProcessRef;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The slow pace: keeps the inventory on a thread of its own, works out beforehand what would be done at each level, and gets the
 * likeliest victims ready.
 */
final class InventoryKeeper implements Runnable {
    /** How long a source may take before it counts as unknown. */
    private static final Duration SOURCE_DEADLINE = Duration.ofSeconds(5);

    /** Between two slices of a process table that takes more than one. */
    private static final Duration BETWEEN_SLICES = Duration.ofMillis(150);

    private final Sources sources;
    private final List<SourcePoller<List<Model>>> runtimes = new ArrayList<>();
    private final SourcePoller<List<Container>> containers;
    private final SourcePoller<Resources> resources;
    private final ProcessControl processControl;
    private final Planner planner;
    private final Supplier<Durations> durations;
    private final Supplier<Snapshot> snapshot;
    private final Consumer<InventoryUpdate> updates;
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
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
        this.snapshot = requireNonNull(snapshot);
        this.updates = requireNonNull(updates);
        for (ModelRuntime runtime : sources.runtimes()) {
            runtimes.add(
                    new SourcePoller<>(runtime::models, executor, clocks.ticker(), clocks.wall(), SOURCE_DEADLINE));
        }
        containers = new SourcePoller<>(
                sources.containers()::containers, executor, clocks.ticker(), clocks.wall(), SOURCE_DEADLINE);
        resources = new SourcePoller<>(
                () -> new Sensed.Known<>(meter.get(), clocks.wall().instant()),
                executor,
                clocks.ticker(),
                clocks.wall(),
                SOURCE_DEADLINE);
    }

    /** Has a look right now, from any thread. */
    void nudge() {
        nudges.offer(true);
    }

    void stop() {
        stopped = true;
        nudge();
    }

    @Override
    public void run() {
        while (!stopped) {
            Duration pause = pass();
            try {
                nudges.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Looks at everything that is due; answers how long nothing is due. */
    private Duration pass() {
        Pace pace = Pace.of(snapshot.get());
        boolean complete = sources.processes().scanSlice();
        for (SourcePoller<List<Model>> runtime : runtimes) {
            runtime.poll(pace.period(), this::nudge);
        }
        containers.poll(pace.period(), this::nudge);
        resources.poll(pace.resourcesPeriod(), () -> {});
        publish(collect());
        return complete ? pace.period() : BETWEEN_SLICES;
    }

    private Inventory collect() {
        List<RuntimeState> states = new ArrayList<>();
        for (int i = 0; i < runtimes.size(); i++) {
            ModelRuntime runtime = sources.runtimes().get(i);
            states.add(new RuntimeState(runtime.id(), runtimes.get(i).latest(), runtime.ownPids()));
        }
        return new Inventory(
                states,
                containers.latest(),
                sources.processes().processes(),
                sources.processes().ownPids());
    }

    private void publish(Inventory inventory) {
        Snapshot now = snapshot.get();
        Landscape landscape = new Landscape(inventory, now.policy());
        Map<Level, Plan> contingencies = contingencies(landscape, now);
        Plan gravest = contingencies.get(Level.EMERGENCY);
        if (gravest != null) {
            processControl.prepare(victims(gravest));
        }
        updates.accept(new InventoryUpdate(
                landscape, contingencies, health(inventory), resources.latest().orElse(Resources.UNKNOWN)));
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

    private static List<ProcessRef> victims(Plan plan) {
        List<ProcessRef> victims = new ArrayList<>();
        for (Measure measure : plan.measures()) {
            if (measure instanceof Measure.KillProcess kill) {
                victims.add(kill.process());
            } else if (measure instanceof Measure.ForceUnloadModel force
                    && force.runner() instanceof Sensed.Known<ProcessRef> runner) {
                victims.add(runner.value());
            }
        }
        return victims;
    }

    private List<SourceHealth> health(Inventory inventory) {
        List<SourceHealth> health = new ArrayList<>();
        health.add(new SourceHealth("processes", inventory.processes().map(all -> all.size() + " processes")));
        health.add(new SourceHealth("containers", inventory.containers().map(all -> all.size() + " containers")));
        for (RuntimeState runtime : inventory.runtimes()) {
            health.add(new SourceHealth(
                    runtime.id().toString(), runtime.models().map(all -> all.size() + " models loaded")));
        }
        return health;
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
