package io.spillway.manage;

import io.spillway.act.Outcome;
import io.spillway.guard.Operations;
import io.spillway.mbeans.OutcomeInfo;
import io.spillway.mbeans.ReportInfo;

/** Outcomes as the management interface shows them. */
final class OutcomeRows {
    private OutcomeRows() {}

    static ReportInfo of(Operations.Report report) {
        return new ReportInfo(
                report.message(),
                report.freedBytes(),
                report.outcomes().stream().map(OutcomeRows::of).toList());
    }

    static OutcomeInfo of(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return row(outcome, "done", done.freedBytes());
        }
        if (outcome instanceof Outcome.Failed) {
            return row(outcome, "failed", -1);
        }
        if (outcome instanceof Outcome.Unsettled) {
            return row(outcome, "unsettled", -1);
        }
        return row(outcome, "dry-run", -1);
    }

    private static OutcomeInfo row(Outcome outcome, String result, long freedBytes) {
        return new OutcomeInfo(
                outcome.measure().kind(),
                outcome.measure().target().toString(),
                result,
                freedBytes,
                Seconds.of(outcome.took()),
                outcome.detail());
    }
}
