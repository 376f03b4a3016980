package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.assess.Figures;
import io.spillway.guard.Operations.Report;
import io.spillway.plan.Measure;
import io.spillway.plan.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An operation that begins measures and waits for their outcomes, again and again until nothing is left to do. Used by the guard's
 * thread alone, but for its report.
 */
final class Errand {
    private final String name;
    private final String subject;

    /** Each is asked anew after all that was begun has ended; only when nothing is left in one, the next. */
    private final List<Phase> phases;

    /** What else is to be said at the end, given what it acted on itself; empty where nothing is. */
    private final Function<Predicate<Target>, String> addition;

    /** Each is acted on once: what failed is the loop's to try again. */
    private final Set<Target> taken = new HashSet<>();

    private final List<Measure> pending = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final CompletableFuture<Report> report = new CompletableFuture<>();

    /** What there is to do now, in order. */
    @FunctionalInterface
    interface Phase {
        List<Measure> wanted(Predicate<Target> taken);
    }

    Errand(String name, String subject, List<Phase> phases, Function<Predicate<Target>, String> addition) {
        this.name = requireNonNull(name);
        this.subject = requireNonNull(subject);
        this.phases = List.copyOf(phases);
        this.addition = requireNonNull(addition);
    }

    String name() {
        return name;
    }

    /** What it is about; empty where it is about everything. */
    String subject() {
        return subject;
    }

    /** What is left to do; empty ends it. */
    List<Measure> next() {
        for (Phase phase : phases) {
            List<Measure> left = phase.wanted(taken::contains).stream()
                    .filter(measure -> !taken.contains(measure.target()))
                    .toList();
            if (!left.isEmpty()) {
                return left;
            }
        }
        return List.of();
    }

    /** Waits for a measure that it began, or that was under way already. */
    void awaits(Measure measure) {
        taken.add(measure.target());
        if (!pending.contains(measure)) {
            pending.add(measure);
        }
    }

    /** Takes note of an outcome; that of a measure which it does not await is none of its business. */
    void ended(Outcome outcome) {
        if (pending.remove(outcome.measure())) {
            outcomes.add(outcome);
        }
    }

    boolean isWaiting() {
        return !pending.isEmpty();
    }

    CompletableFuture<Report> report() {
        return report;
    }

    /** What was done so far. */
    Report soFar() {
        long freedBytes = 0;
        int done = 0;
        int notDone = 0;
        int dry = 0;
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done one) {
                freedBytes += one.freedBytes();
                done++;
            } else if (outcome instanceof Outcome.DryRun) {
                dry++;
            } else {
                notDone++;
            }
        }
        return new Report(outcomes, freedBytes, sentence(done, notDone, dry, freedBytes));
    }

    private String sentence(int done, int notDone, int dry, long freedBytes) {
        List<String> parts = new ArrayList<>();
        if (dry > 0) {
            parts.add("dry run: " + measures(dry) + " would be taken");
        }
        if (done > 0 || notDone > 0) {
            parts.add(measures(done) + " done, " + Figures.bytes(freedBytes) + " freed"
                    + (notDone > 0 ? ", " + notDone + " not done" : ""));
        }
        String more = addition.apply(taken::contains);
        if (parts.isEmpty()) {
            parts.add(more.isEmpty() ? "nothing to do" : "nothing to begin now");
        }
        if (!more.isEmpty()) {
            parts.add(more);
        }
        return String.join("; ", parts);
    }

    private static String measures(int count) {
        return count + (count == 1 ? " measure" : " measures");
    }
}
