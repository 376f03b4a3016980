package io.spillway.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.record.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.instancio.junit.InstancioExtension;
import org.instancio.junit.InstancioSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class EntryJsonTest {
    private static final String LINE =
            "{\"sequence\":1,\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"MEASURE_DONE\",\"level\":\"CRITICAL\",\"subject\":\"ollama/a\\nb\","
                    + "\"action\":\"unload-model\",\"freedBytes\":7,\"tookMillis\":3,\"detail\":\"\"}";

    private final EntryJson json = new EntryJson();

    @Test
    void anEntryIsOneLine() {
        Entry entry = new Entry(
                1, Instant.EPOCH, Entry.Kind.MEASURE_DONE, "CRITICAL", "ollama/a\nb", "unload-model", 7, 3, "");

        assertThat(new String(json.write(entry), StandardCharsets.UTF_8)).isEqualTo(LINE + "\n");
    }

    @ParameterizedTest
    @InstancioSource(samples = 100)
    void whatIsWrittenIsReadAgain(Entry entry) {
        assertThat(read(new String(json.write(entry), StandardCharsets.UTF_8))).contains(entry);
    }

    @Test
    void theSpellingOfAnEarlierVersionIsRead() {
        assertThat(read(LINE.replace("MEASURE_DONE", "measure-done")))
                .isEqualTo(read(LINE))
                .isPresent();
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() {
        assertThat(read(LINE.replace("{\"seq", "{\"new\":{\"a\":[1]},\"seq"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "5", "[]", "{\"sequence\":1}", "\u0000\u0000", "{\"sequence\":1} {}"})
    void whatIsNoEntryIsNone(String line) {
        assertThat(read(line)).isEmpty();
    }

    @Test
    void aPartOfALineIsNone() {
        for (int length = 0; length < LINE.length(); length++) {
            assertThat(read(LINE.substring(0, length))).isEmpty();
        }
        assertThat(read(LINE.replace("MEASURE_DONE", "unheard-of"))).isEmpty();
        assertThat(read(LINE.replace("1970-01-01", "yesterday"))).isEmpty();
        assertThat(read(LINE + LINE)).isEmpty();
    }

    private Optional<Entry> read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return json.read(bytes, 0, bytes.length);
    }
}
