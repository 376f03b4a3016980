package io.spillway.endtoend;

import java.time.Instant;

/** A line of {@code /journal}. */
record JournalEntry(
        long sequence,
        Instant at,
        String kind,
        String level,
        String subject,
        String action,
        long freedBytes,
        long tookMillis,
        String detail) {
    static JournalEntry of(Json json) {
        return new JournalEntry(
                json.at("sequence").bytes(),
                Instant.parse(json.at("at").text()),
                json.at("kind").text(),
                json.at("level").text(),
                json.at("subject").text(),
                json.at("action").text(),
                json.at("freed_bytes").bytes(),
                json.at("took_ms").bytes(),
                json.at("detail").text());
    }

    /** When the measure was begun. */
    Instant begunAt() {
        return at.minusMillis(tookMillis);
    }
}
