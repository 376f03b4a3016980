package io.spillway.endtoend;

/** A line of {@code /journal}. */
record JournalEntry(
        long sequence, String kind, String level, String subject, String action, long freedBytes, String detail) {
    static JournalEntry of(Json json) {
        return new JournalEntry(
                json.at("sequence").bytes(),
                json.at("kind").text(),
                json.at("level").text(),
                json.at("subject").text(),
                json.at("action").text(),
                json.at("freed_bytes").bytes(),
                json.at("detail").text());
    }
}
