package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Actor;
import io.spillway.act.Controls;
import io.spillway.act.Lanes;
import io.spillway.act.Outcome;
import io.spillway.act.Waiting;
import io.spillway.assess.Assessor;
import io.spillway.assess.Pacing;
import io.spillway.config.Levels;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.plan.Durations;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.record.Journal;
import io.spillway.sense.HostProbe;
import io.spillway.sense.Inventory;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Both paces of the guard, put together. */
public final class GuardService implements AutoCloseable {
    /** Name of the guard's own thread, at most 15 characters, as the kernel shows it. */
    public static final String FAST_THREAD = "spillway-guard";

    private static final long JOIN_MILLIS = 5_000;

    private final Guard guard;
    private final InventoryKeeper keeper;
    private final Operations operations;
    private final Chronicle chronicle;
    private final Thread fast;
    private volatile Runnable firstOnFastThread = () -> {};
    private final Thread slow;

    /** What the guard looks at. */
    public record Senses(HostProbe host, Sources sources, Supplier<Resources> resources) {
        public Senses {
            requireNonNull(host, "host");
            requireNonNull(sources, "sources");
            requireNonNull(resources, "resources");
        }
    }

    /**
     * What is wanted of it.
     *
     * @param acting the mode when it is not paused
     * @param first the mode at the start
     */
    public record Wishes(Policy policy, Levels configuredLevels, Mode acting, Mode first) {
        public Wishes {
            requireNonNull(policy, "policy");
            requireNonNull(configuredLevels, "configuredLevels");
            requireNonNull(acting, "acting");
            requireNonNull(first, "first");
        }
    }

    /** Where it remembers. */
    public record Memory(
            Journal journal, Supplier<Durations> durations, Consumer<Outcome> lessons, LevelsStore levels) {
        public Memory {
            requireNonNull(journal, "journal");
            requireNonNull(durations, "durations");
            requireNonNull(lessons, "lessons");
            requireNonNull(levels, "levels");
        }
    }

    /** Makes threads, not started yet. */
    @FunctionalInterface
    public interface NamedThreads {
        Thread make(String name, Runnable task);
    }

    /**
     * Threads and time.
     *
     * @param sensing asks the sources; a thread for each, since one that hangs keeps its own
     * @param acting where measures wait for others
     */
    public record Machinery(
            NamedThreads threads, Executor sensing, Lanes acting, Waiting waiting, Clocks clocks, Pacing pacing) {
        public Machinery {
            requireNonNull(threads, "threads");
            requireNonNull(sensing, "sensing");
            requireNonNull(acting, "acting");
            requireNonNull(waiting, "waiting");
            requireNonNull(clocks, "clocks");
            requireNonNull(pacing, "pacing");
        }
    }

    public GuardService(Senses senses, Controls controls, Wishes wishes, Memory memory, Machinery machinery) {
        Clocks clocks = machinery.clocks();
        chronicle = new Chronicle(memory.journal());
        var planner = new Planner();
        var actor = new Actor(
                controls,
                new SnapshotHoldings(() -> guard().snapshot()),
                machinery.acting(),
                machinery.waiting(),
                clocks.ticker(),
                outcome -> guard().tell(outcome));
        var enforcement = new Enforcement(
                actor,
                chronicle,
                memory.lessons(),
                clocks,
                wishes.acting() == Mode.DRY_RUN ? Enforcement.Acting.DRY_RUN : Enforcement.Acting.FOR_REAL);
        guard = new Guard(
                new FastSense(senses.host(), controls.processes()::preparedBytes, clocks.ticker()),
                new Guard.Mind(new Assessor(), machinery.pacing(), planner, memory.durations()),
                enforcement,
                chronicle,
                clocks,
                () -> keeper().nudge(),
                new Guard.Beginning(
                        wishes.policy(),
                        wishes.first(),
                        Inventory.notYetSeen(
                                senses.sources().ids(), clocks.wall().instant())));
        keeper = new InventoryKeeper(
                senses.sources(),
                senses.resources(),
                controls.processes(),
                planner,
                memory.durations(),
                machinery.sensing(),
                clocks,
                guard::snapshot,
                guard::tell);
        operations = new GuardOperations(
                guard,
                controls,
                memory.journal(),
                memory.levels(),
                wishes.configuredLevels(),
                machinery.acting().models());
        var rehearsal = new ActRehearsal(
                controls.processes(), senses.sources().processes().ownPids().get(0), clocks);
        fast = machinery.threads().make(FAST_THREAD, () -> {
            firstOnFastThread.run();
            rehearsal.run();
            guard.run();
        });
        slow = machinery.threads().make("spillway-inventory", keeper);
    }

    /** Whether the guard's own thread is gone although nobody closed this: nothing is guarded any more. */
    public boolean hasEndedUnasked() {
        return guard.hasEndedUnasked();
    }

    /** The guard's parts refer to each other; each asks for the other only when both are there. */
    private Guard guard() {
        return guard;
    }

    private InventoryKeeper keeper() {
        return keeper;
    }

    public Operations operations() {
        return operations;
    }

    /**
     * Starts both paces.
     *
     * @param what is guarded, for the journal
     * @param first runs on the guard's own thread before its first pass
     */
    public void start(String what, Runnable first) {
        firstOnFastThread = first;
        chronicle.started(what);
        fast.start();
        slow.start();
    }

    @Override
    public void close() {
        guard.stop();
        keeper.stop();
        try {
            fast.join(JOIN_MILLIS);
            slow.join(JOIN_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        chronicle.stopped(guard.enforcement().owed().words().keySet());
    }
}
