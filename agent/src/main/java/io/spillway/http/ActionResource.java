package io.spillway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.spillway.act.Outcome;
import io.spillway.guard.Operations.Report;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets the guard do something, waits for it, and tells what was done. */
final class ActionResource implements Resource {
    private static final int TOO_MANY = 429;

    private final Supplier<Report> action;
    private final Semaphore slots;

    /** @param slots how many actions may hold a thread at a time, so that the views always find one */
    ActionResource(Supplier<Report> action, Semaphore slots) {
        this.action = action;
        this.slots = slots;
    }

    @Override
    public Response answer(Request request) {
        if (!slots.tryAcquire()) {
            return Response.error(TOO_MANY, "two actions are under way already: ask again when they have ended")
                    .with("Retry-After", "5");
        }
        try {
            Report report = action.get();
            return Response.json(200, json -> write(json, report));
        } finally {
            slots.release();
        }
    }

    private static void write(JsonGenerator json, Report report) throws IOException {
        json.writeStringField("status", status(report));
        json.writeStringField("message", report.message());
        json.writeNumberField("freed_bytes", report.freedBytes());
        json.writeArrayFieldStart("done");
        for (Outcome outcome : report.outcomes()) {
            write(json, outcome);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeStringField("measure", outcome.measure().kind());
        json.writeStringField("target", outcome.measure().target().name());
        json.writeStringField("result", result(outcome));
        if (outcome instanceof Outcome.Done done) {
            json.writeNumberField("freed_bytes", done.freedBytes());
        } else {
            json.writeNullField("freed_bytes");
        }
        json.writeNumberField("took_ms", outcome.took().toMillis());
        json.writeStringField("detail", outcome.detail());
        json.writeEndObject();
    }

    /** {@code success} where nothing went wrong, {@code partial} where something did, {@code failed} where everything did. */
    private static String status(Report report) {
        long wrong = report.outcomes().stream()
                .filter(outcome -> outcome instanceof Outcome.Failed || outcome instanceof Outcome.Unsettled)
                .count();
        if (wrong == 0) {
            return "success";
        }
        return wrong == report.outcomes().size() ? "failed" : "partial";
    }

    private static String result(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            return "done";
        }
        if (outcome instanceof Outcome.DryRun) {
            return "dry-run";
        }
        return outcome instanceof Outcome.Failed ? "failed" : "unknown";
    }
}
