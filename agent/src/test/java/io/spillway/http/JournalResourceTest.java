package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.http.RawHttp.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalResourceTest {
    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theJournalIsPolledBySequenceNumber() throws IOException {
        for (long sequence = 11; sequence <= 15; sequence++) {
            running.journal.with(sequence);
        }

        Answer behind = running.http().get("/journal?after=12&limit=2");
        Answer newest = running.http().get("/journal?limit=1");
        Answer end = running.http().get("/journal?after=15");
        Answer late = running.http().get("/journal?after=3");

        assertThat(sequences(behind)).containsExactly(13L, 14L);
        assertThat(behind.json()).containsEntry("next", 14L).containsEntry("missed", 0L);
        assertThat(sequences(newest)).containsExactly(15L);
        assertThat(sequences(end)).isEmpty();
        assertThat(end.json()).containsEntry("next", 15L);
        assertThat(late.json()).containsEntry("missed", 7L);
        assertThat(newest.list("entries").get(0))
                .isEqualTo(map(
                        "sequence", 15L,
                        "at", "2026-03-01T12:00:00Z",
                        "kind", "MEASURE_DONE",
                        "level", "CRITICAL",
                        "subject", "ollama/qwen2.5:3b",
                        "action", "unload-model",
                        "freed_bytes", 1024L,
                        "took_ms", 640L,
                        "detail", "idle for 40 s"));
    }

    @Test
    void aNumberOfAnotherJournalDoesNotWaitForEver() throws IOException {
        running.journal.with(1).with(2);

        assertThat(running.http().get("/journal?after=900").json()).containsEntry("next", 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/journal?after=x", "/journal?limit=0", "/journal?limit=1001"})
    void aBadParameterIsRefusedInASentence(String path) throws IOException {
        Answer answer = running.http().get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).contains("must be");
    }

    private static List<Object> sequences(Answer journal) {
        return journal.list("entries").stream()
                .<Object>map(entry -> ((Map<?, ?>) entry).get("sequence"))
                .toList();
    }

    /** A map that can hold null, unlike {@link Map#of()}. */
    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
