package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.plan.Measure;
import io.spillway.plan.Target;
import io.spillway.sense.Inventory;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The targets that must be left alone for now: those being acted on, those whose outcome the inventory does not show yet, and those
 * that failed a moment ago. Used by the guard's thread alone.
 */
final class InFlight {
    private static final Duration FIRST_COOLING = Duration.ofSeconds(2);
    private static final Duration LONGEST_COOLING = Duration.ofMinutes(1);

    /** After this a target is free again although its source has not answered since. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

    private final Map<Target, State> states = new HashMap<>();

    /** Failures in a row; forgotten at the first success. */
    private final Map<Target, Integer> failures = new HashMap<>();

    void began(Measure measure) {
        states.put(measure.target(), new Running(measure));
    }

    void ended(Outcome outcome, Instant now) {
        Target target = outcome.measure().target();
        if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Unsettled) {
            failures.remove(target);
            states.put(target, new Settling(now));
            return;
        }
        int inARow = failures.merge(target, 1, Integer::sum);
        Duration cooling = FIRST_COOLING.multipliedBy(1L << Math.min(inARow - 1, 5));
        states.put(target, new Cooling(now.plus(cooling.compareTo(LONGEST_COOLING) < 0 ? cooling : LONGEST_COOLING)));
    }

    /** Leaves the target alone until then. */
    void restUntil(Target target, Instant until) {
        states.put(target, new Cooling(until));
    }

    /** Frees what the inventory shows to have settled, or has waited long enough. */
    void settle(Inventory inventory, Instant now) {
        states.entrySet().removeIf(entry -> switch (entry.getValue().kind()) {
            case RUNNING -> false;
            case COOLING -> !now.isBefore(((Cooling) entry.getValue()).until());
            case SETTLING -> {
                Instant since = ((Settling) entry.getValue()).since();
                yield seenSince(inventory, entry.getKey().kind(), since) || now.isAfter(since.plus(LONGEST_SETTLING));
            }
        });
    }

    /** Being acted on: what they hold is relief to come. */
    Set<Target> inProgress() {
        Set<Target> running = new HashSet<>();
        states.forEach((target, state) -> {
            if (state.kind() == Kind.RUNNING) {
                running.add(target);
            }
        });
        return running;
    }

    /** To be left alone, and nothing is to be expected of them: with the reason. */
    Map<Target, String> resting() {
        Map<Target, String> resting = new HashMap<>();
        states.forEach((target, state) -> {
            if (state.kind() == Kind.SETTLING) {
                resting.put(target, "acted on a moment ago; the inventory does not show it yet");
            } else if (state.kind() == Kind.COOLING) {
                resting.put(target, "acting on it did not help a moment ago; it is tried again later");
            }
        });
        return resting;
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

    boolean isBusy(Target target) {
        return states.containsKey(target);
    }

    private static boolean seenSince(Inventory inventory, Target.Kind kind, Instant since) {
        return switch (kind) {
            case MODEL -> inventory.runtimes().stream().allMatch(runtime -> isAfter(runtime.models(), since));
            case CONTAINER -> isAfter(inventory.containers(), since);
            case PROCESS -> isAfter(inventory.processes(), since);
        };
    }

    private static boolean isAfter(Sensed<?> sensed, Instant since) {
        return sensed instanceof Sensed.Known<?> known && known.at().isAfter(since);
    }

    private enum Kind {
        RUNNING,
        SETTLING,
        COOLING
    }

    private sealed interface State {
        Kind kind();
    }

    private record Running(Measure measure) implements State {
        Running {
            requireNonNull(measure);
        }

        @Override
        public Kind kind() {
            return Kind.RUNNING;
        }
    }

    private record Settling(Instant since) implements State {
        @Override
        public Kind kind() {
            return Kind.SETTLING;
        }
    }

    private record Cooling(Instant until) implements State {
        @Override
        public Kind kind() {
            return Kind.COOLING;
        }
    }
}
