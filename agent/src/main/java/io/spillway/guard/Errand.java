package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.act.Outcome;
import io.spillway.guard.Operations.Report;
import io.spillway.plan.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An operation that has begun measures and waits for their outcomes. Used by the guard's thread alone, but for its report. */
final class Errand {
    private final String name;

    /** What to do after all that was begun has ended; empty ends the errand. */
    private final Supplier<List<Measure>> next;

    private final List<Measure> pending = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final CompletableFuture<Report> report = new CompletableFuture<>();

    Errand(String name, Supplier<List<Measure>> next) {
        this.name = requireNonNull(name);
        this.next = requireNonNull(next);
    }

    String name() {
        return name;
    }

    void began(Measure measure) {
        pending.add(measure);
    }

    /** Takes note of an outcome; answers whether everything begun so far has ended. */
    boolean ended(Outcome outcome) {
        if (pending.remove(outcome.measure())) {
            outcomes.add(outcome);
        }
        return pending.isEmpty();
    }

    boolean isIdle() {
        return pending.isEmpty();
    }

    List<Measure> next() {
        return next.get();
    }

    CompletableFuture<Report> report() {
        return report;
    }

    void complete() {
        report.complete(soFar(""));
    }

    private Report soFar(String addition) {
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
        return new Report(outcomes, freedBytes, sentence(done, notDone, dry, freedBytes) + addition);
    }

    private static String sentence(int done, int notDone, int dry, long freedBytes) {
        if (done + notDone + dry == 0) {
            return "nothing to do";
        }
        var text = new StringBuilder();
        if (dry > 0) {
            text.append("dry run: ")
                    .append(dry)
                    .append(dry == 1 ? " measure" : " measures")
                    .append(" would be taken");
        }
        if (done > 0 || notDone > 0) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(done)
                    .append(done == 1 ? " measure done, " : " measures done, ")
                    .append("%.1f MiB freed".formatted(freedBytes / 1048576.0));
        }
        if (notDone > 0) {
            text.append(", ").append(notDone).append(" not done");
        }
        return text.toString();
    }
}
