package io.spillway.guard;

import io.spillway.act.Outcome;
import io.spillway.assess.Assessment;
import io.spillway.config.Levels;
import io.spillway.plan.Gate;
import io.spillway.plan.Measure;
import io.spillway.plan.Measure.StartContainer;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.Owed;
import io.spillway.plan.Restoration;
import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import io.spillway.sense.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The containers that were stopped and must be started again. Used by the guard's thread alone. */
final class OwedRestarts {
    /** For so long what a started container is going to use counts beside what is used already. */
    private static final Duration GROWING = Duration.ofSeconds(30);

    private final Map<ContainerId, Stopped> owed = new LinkedHashMap<>();
    private final List<Started> growing = new ArrayList<>();
    private Map<String, String> words = Map.of();

    /** Takes note of what may have stopped or started one. */
    void ended(Outcome outcome, Moment now) {
        boolean byOthers = outcome instanceof Outcome.Done done && done.doer() == Outcome.Doer.OTHERS;
        boolean mayHaveHappened = outcome instanceof Outcome.Done || outcome instanceof Outcome.Unsettled;
        if (outcome.measure() instanceof StopContainer stop && mayHaveHappened && !byOthers) {
            owed.remove(stop.container());
            owed.put(
                    stop.container(),
                    new Stopped(new Owed(stop.container(), stop.name(), stop.expectedReliefBytes()), stop.gate()));
        } else if (outcome.measure() instanceof StartContainer start && mayHaveHappened) {
            if (outcome instanceof Outcome.Done) {
                owed.remove(start.container());
            }
            if (!byOthers) {
                growing.add(new Started(start.expectedUseBytes(), now));
            }
        } else {
            return;
        }
        putIntoWords();
    }

    /** Strikes out what runs again (its owner started it, or the stop did not take effect) and what its owner has removed. */
    void observe(Inventory inventory, Predicate<Owed> isActedOn) {
        if (owed.isEmpty() || !inventory.containers().isKnown()) {
            return;
        }
        Map<ContainerId, Container> present = new HashMap<>();
        for (Container container : inventory.containers().orElse(List.of())) {
            present.put(container.id(), container);
        }
        boolean struck = owed.values().removeIf(one -> {
            Container container = present.get(one.owed().container());
            return !isActedOn.test(one.owed()) && (container == null || runs(container));
        });
        if (struck) {
            putIntoWords();
        }
    }

    private static boolean runs(Container container) {
        return switch (container.state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, REMOVING, EXITED, DEAD, UNKNOWN -> false;
        };
    }

    /** What the guard puts back by itself: not what an operator stopped, who has to ask for it, nor what is {@code leftAlone}. */
    Optional<Measure> next(Assessment assessment, Levels levels, Moment now, Predicate<Owed> leftAlone) {
        if (owed.isEmpty()) {
            return Optional.empty();
        }
        List<Owed> ours = owed.values().stream()
                .filter(one -> one.by() != Gate.OPERATOR)
                .map(Stopped::owed)
                .filter(leftAlone.negate())
                .toList();
        return Restoration.next(assessment, levels, ours, growingBytes(now));
    }

    /** What an operator's restore puts back now: the last that is not among the {@code tried}, if there is room for it. */
    Optional<Measure> nextAsked(
            Assessment assessment, Levels levels, Moment now, Predicate<Owed> tried, String reason) {
        List<Owed> rest = all().stream().filter(tried.negate()).toList();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Owed last = rest.get(rest.size() - 1);
        return Restoration.fits(assessment, levels, last, growingBytes(now))
                ? Optional.of(Restoration.start(last, reason))
                : Optional.empty();
    }

    private long growingBytes(Moment now) {
        growing.removeIf(started -> now.isPast(GROWING, started.at()));
        return growing.stream().mapToLong(Started::useBytes).sum();
    }

    /** In the order in which they were stopped. */
    List<Owed> all() {
        return owed.values().stream().map(Stopped::owed).toList();
    }

    /** By the container's name, for people. */
    Map<String, String> words() {
        return words;
    }

    private void putIntoWords() {
        Map<String, String> changed = new HashMap<>();
        owed.values()
                .forEach(one -> changed.put(
                        one.owed().name(),
                        one.by() == Gate.OPERATOR
                                ? "stopped by an operator; to be started again when asked"
                                : "to be started again"));
        words = Map.copyOf(changed);
    }

    private record Stopped(Owed owed, Gate by) {}

    private record Started(long useBytes, Moment at) {}
}
