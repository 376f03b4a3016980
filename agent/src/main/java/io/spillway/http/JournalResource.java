package io.spillway.http;

import io.spillway.record.Entry;
import io.spillway.record.Journal;
import java.util.List;
import java.util.Optional;

/**
 * {@code /journal?after=SEQ&limit=N}: the entries behind a sequence number, oldest first; without one the newest. {@code next} is
 * what to ask with the next time, {@code missed} tells how many behind {@code after} are no longer in memory.
 */
final class JournalResource implements Resource {
    private static final long DEFAULT_LIMIT = 100;
    private static final long MAX_LIMIT = 1000;

    private final Journal journal;

    JournalResource(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Response answer(Request request) {
        Optional<Long> after = request.number("after");
        long limit = request.number("limit").orElse(DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("'limit' must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
        List<Entry> recent = journal.recent();
        List<Entry> entries =
                after.map(sequence -> behind(sequence, limit, recent)).orElseGet(() -> newest(limit, recent));
        // Of an empty answer the newest one that there is: a number from another journal would wait for ever.
        List<Entry> last = entries.isEmpty() ? recent : entries;
        long next =
                last.isEmpty() ? after.orElse(0L) : last.get(last.size() - 1).sequence();
        long missed = after.isPresent() && !entries.isEmpty()
                ? Math.max(0, entries.get(0).sequence() - after.get() - 1)
                : 0;
        return Response.json(200, json -> {
            json.writeArrayFieldStart("entries");
            for (Entry entry : entries) {
                json.writeStartObject();
                EntryJson.writeFields(entry, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("next", next);
            json.writeNumberField("missed", missed);
        });
    }

    private static List<Entry> behind(long sequence, long limit, List<Entry> recent) {
        return recent.stream()
                .filter(entry -> entry.sequence() > sequence)
                .limit(limit)
                .toList();
    }

    private static List<Entry> newest(long limit, List<Entry> recent) {
        return recent.stream().skip(Math.max(0, recent.size() - limit)).toList();
    }
}
