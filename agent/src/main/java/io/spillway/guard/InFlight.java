package io.spillway.guard;

import io.spillway.act.Outcome;
import io.spillway.plan.Measure;
import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.UnloadModel;
import io.spillway.plan.Target;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The targets that must be left alone for now: those being acted on, those whose outcome the inventory does not show yet, and those
 * that failed a moment ago. Used by the guard's thread alone.
 */
final class InFlight {
    private static final Duration FIRST_COOLING = Duration.ofSeconds(2);
    private static final Duration LONGEST_COOLING = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;

    /** After this a target is free again although its source has not answered since. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

    /** A target that did not fail again for so long begins anew. */
    private static final Duration FAILURES_LAST = Duration.ofMinutes(10);

    private static final Comparator<Target> BY_NAME =
            Comparator.comparing(Target::name).thenComparing(Target::kind);

    private final Map<Target, State> states = new HashMap<>();

    /** Failures in a row; forgotten at the first success. */
    private final Map<Target, Failures> failures = new HashMap<>();

    void began(Measure measure) {
        states.put(measure.target(), new Running(measure));
    }

    /** A dry run takes the measure for one that is under way, so that its relief counts and nobody else is chosen in its place. */
    void pretend(Measure measure, Instant until) {
        states.put(measure.target(), new Pretended(until));
    }

    void ended(Outcome outcome, Instant now) {
        Target target = outcome.measure().target();
        if (isOvertaken(outcome.measure())) {
            return;
        }
        if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Unsettled) {
            failures.remove(target);
            states.put(target, new Unseen(outcome.measure(), now));
            return;
        }
        Failures before = failures.get(target);
        Failures inARow = new Failures(before == null ? 1 : before.count() + 1, now);
        failures.put(target, inARow);
        states.put(target, new Cooling(now.plus(inARow.cooling())));
    }

    /** Frees what the inventory shows to have settled, or has waited long enough. */
    void settle(Inventory inventory, Instant now) {
        if (!states.isEmpty()) {
            states.values().removeIf(state -> state.isOver(inventory, now));
        }
        if (!failures.isEmpty()) {
            failures.values().removeIf(failed -> now.isAfter(failed.last().plus(FAILURES_LAST)));
        }
    }

    /** Being acted on: what they hold is relief to come. */
    Set<Target> inProgress() {
        Set<Target> targets = new HashSet<>();
        states.forEach((target, state) -> {
            if (state instanceof Running || state instanceof Pretended) {
                targets.add(target);
            }
        });
        return targets;
    }

    /** Models whose server was asked to unload them, and no more. */
    Set<Target> askedOnly() {
        Set<Target> targets = new HashSet<>();
        for (Measure measure : running()) {
            if (measure instanceof UnloadModel) {
                targets.add(measure.target());
            }
        }
        return targets;
    }

    /** Whether it may begin although something is being done to its target: force need not wait for a model that was asked. */
    boolean isOvertakenBy(Measure measure) {
        return measure instanceof ForceUnloadModel && running(measure.target()) instanceof UnloadModel;
    }

    private boolean isOvertaken(Measure ended) {
        return ended instanceof UnloadModel && running(ended.target()) instanceof ForceUnloadModel;
    }

    /** The same without what a dry run pretends. */
    Set<Target> reallyInProgress() {
        Set<Target> targets = new HashSet<>();
        running().forEach(measure -> targets.add(measure.target()));
        return targets;
    }

    /** To be left alone, and nothing is to be expected of them: with the reason. */
    Map<Target, String> resting() {
        Map<Target, String> resting = new TreeMap<>(BY_NAME);
        states.forEach((target, state) -> {
            if (state instanceof Unseen) {
                resting.put(target, "acted on a moment ago; the inventory does not show it yet");
            } else if (state instanceof Cooling) {
                resting.put(target, "acting on it did not help a moment ago; it is tried again later");
            }
        });
        return resting;
    }

    /** Whether something was done, or is being done, that the inventory does not show yet. */
    boolean awaitsRelief() {
        for (State state : states.values()) {
            if (state instanceof Running || state instanceof Unseen) {
                return true;
            }
        }
        return false;
    }

    List<Measure> running() {
        List<Measure> running = new ArrayList<>();
        for (State state : states.values()) {
            if (state instanceof Running one) {
                running.add(one.measure());
            }
        }
        return running;
    }

    /** What is being done to the target right now; null where nothing is. */
    @Nullable
    Measure running(Target target) {
        return states.get(target) instanceof Running one ? one.measure() : null;
    }

    /** Whether it must be left alone, for whichever reason. */
    boolean isBusy(Target target) {
        return states.containsKey(target);
    }

    private record Failures(int count, Instant last) {
        /** 2 s, 4 s, 8 s, up to a minute. */
        Duration cooling() {
            Duration doubled = FIRST_COOLING.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
            return doubled.compareTo(LONGEST_COOLING) < 0 ? doubled : LONGEST_COOLING;
        }
    }

    private sealed interface State {
        boolean isOver(Inventory inventory, Instant now);
    }

    private record Running(Measure measure) implements State {
        @Override
        public boolean isOver(Inventory inventory, Instant now) {
            return false;
        }
    }

    private record Pretended(Instant until) implements State {
        @Override
        public boolean isOver(Inventory inventory, Instant now) {
            return !now.isBefore(until);
        }
    }

    private record Cooling(Instant until) implements State {
        @Override
        public boolean isOver(Inventory inventory, Instant now) {
            return !now.isBefore(until);
        }
    }

    private record Unseen(Measure measure, Instant since) implements State {
        @Override
        public boolean isOver(Inventory inventory, Instant now) {
            return now.isAfter(since.plus(LONGEST_SETTLING)) || isSeen(inventory);
        }

        private boolean isSeen(Inventory inventory) {
            if (measure instanceof UnloadModel unload) {
                return isSeen(inventory, unload.model().runtime());
            }
            if (measure instanceof ForceUnloadModel force) {
                return isSeen(inventory, force.model().runtime());
            }
            return isNewer(
                    measure.target().kind() == Target.Kind.PROCESS ? inventory.processes() : inventory.containers());
        }

        /** The other servers have nothing to do with it. */
        private boolean isSeen(Inventory inventory, RuntimeId server) {
            return inventory.runtimes().stream()
                    .filter(runtime -> runtime.id().equals(server))
                    .allMatch(runtime -> isNewer(runtime.models()));
        }

        /** What has gone as a whole is seen to be gone. */
        private boolean isNewer(Sensed<?> sensed) {
            return sensed instanceof Sensed.Absent
                    || (sensed instanceof Sensed.Known<?> known && known.at().isAfter(since));
        }
    }
}
