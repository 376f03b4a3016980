package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Actor;
import io.spillway.act.ContainerControl;
import io.spillway.act.Controls;
import io.spillway.act.Holdings;
import io.spillway.act.Lanes;
import io.spillway.act.Outcome;
import io.spillway.act.ProcessControl;
import io.spillway.assess.Assessment;
import io.spillway.assess.Assessor;
import io.spillway.config.Levels;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Plan;
import io.spillway.record.Entry;
import io.spillway.record.Journal;
import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the end of a program, from the plan to the outcome, before one has to end: classes that are loaded only then cost the
 * first signal 10 ms and more. The program is one that cannot exist, so that no signal is ever sent; all else is the real thing, with
 * an enforcement and a journal of its own.
 */
final class ActRehearsal implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ActRehearsal.class);

    /** Enough for the JVM to compile what it goes through. */
    private static final int ROUNDS = 60;

    /** No process has begun at the very start of the machine. */
    private static final long NEVER = 0;

    private final ProcessControl processes;
    private final long ownPid;
    private final Clocks clocks;

    /** @param ownPid of this JVM: that PID is certainly taken, but by a process with another start */
    ActRehearsal(ProcessControl processes, long ownPid, Clocks clocks) {
        this.processes = requireNonNull(processes);
        this.ownPid = ownPid;
        this.clocks = requireNonNull(clocks);
    }

    /** Runs on the guard's thread, which must begin its passes whatever a rehearsal meets. */
    @Override
    public void run() {
        try {
            rehearse();
        } catch (RuntimeException | LinkageError unrehearsed) {
            LOG.warn("rehearsal=off reason=\"{}\"", unrehearsed.toString());
        }
    }

    private void rehearse() {
        Assessment assessment = new Assessor().assess(tightMemory(), null, Levels.DEFAULTS);
        KillProcess nobody = new KillProcess(
                new ProcessRef(ownPid, NEVER),
                "rehearsal",
                Duration.ZERO,
                1,
                Duration.ZERO,
                Gate.KILL_PROCESSES,
                "rehearsed");
        for (int i = 0; i < ROUNDS; i++) {
            once(new Plan(assessment.level(), 1, List.of(nobody), List.of(), 0), assessment);
        }
    }

    private void once(Plan plan, Assessment assessment) {
        List<Outcome> outcomes = new ArrayList<>();
        Actor actor = new Actor(
                new Controls(Map.of(), new NoContainers(), processes),
                new NothingHeld(),
                new Lanes(Runnable::run, Runnable::run, Runnable::run, Runnable::run),
                (condition, limit) -> condition.getAsBoolean(),
                clocks.ticker(),
                outcomes::add);
        Enforcement enforcement = new Enforcement(
                actor, new Chronicle(new Unwritten()), outcome -> {}, clocks, Enforcement.Acting.FOR_REAL);
        enforcement.see(assessment);
        enforcement.begin(plan, assessment);
        outcomes.forEach(enforcement::ended);
        enforcement.underway();
    }

    private Reading tightMemory() {
        return new Reading(
                clocks.ticker().nanos(),
                100,
                1,
                0,
                0,
                new Sensed.Absent<>("rehearsed"),
                new Sensed.Absent<>("rehearsed"));
    }

    private static final class NoContainers implements ContainerControl {
        @Override
        public void stop(ContainerId container, Duration grace) {
            throw new IllegalStateException("nothing is stopped in a rehearsal");
        }

        @Override
        public void start(ContainerId container) {
            throw new IllegalStateException("nothing is started in a rehearsal");
        }
    }

    private static final class NothingHeld implements Holdings {
        @Override
        public Sensed<ProcessRef> runnerOf(ModelId model) {
            return new Sensed.Absent<>("rehearsed");
        }

        @Override
        public Sensed<Long> usageOf(ContainerId container) {
            return new Sensed.Absent<>("rehearsed");
        }

        @Override
        public Sensed<Long> availableBytes() {
            return new Sensed.Absent<>("rehearsed");
        }
    }

    private static final class Unwritten implements Journal {
        private static final Entry NOTHING = new Entry(0, Instant.EPOCH, Entry.Kind.OPERATION, "", "", "", 0, 0, "");

        @Override
        public Entry add(
                Entry.Kind kind,
                String level,
                String subject,
                String action,
                long freedBytes,
                long tookMillis,
                String detail) {
            return NOTHING;
        }

        @Override
        public List<Entry> recent() {
            return List.of();
        }

        @Override
        public void subscribe(Subscriber subscriber) {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }
}
