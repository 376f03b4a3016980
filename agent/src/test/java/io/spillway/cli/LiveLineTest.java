package io.spillway.cli;

import static io.spillway.testing.Snapshots.AT;
import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Snapshot.Mode;
import io.spillway.record.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private static final Entry UNLOADED = entry(Entry.Kind.MEASURE_DONE, "unload-model", "ollama/llama3.2:3b");
    private static final Entry PINNED = entry(Entry.Kind.OPERATION, "pin", "qwen2.5:3b");

    @Test
    void itShowsLevelUsedMemoryModelsAndTheLastMeasure() {
        LiveLine line = LiveLine.of(
                normal().withModels(model("qwen2.5:3b", GIB), model("llama3.2:3b", GIB))
                        .build(),
                List.of(UNLOADED, PINNED));

        assertThat(line)
                .hasToString("NORMAL  37.5 % used  models: qwen2.5:3b, llama3.2:3b  last: unload-model"
                        + " ollama/llama3.2:3b (2.0 GiB, MEASURE_DONE)");
    }

    @Test
    void beforeAnythingHappenedItSaysSo() {
        assertThat(LiveLine.of(normal().withMode(Mode.DRY_RUN).build(), List.of()))
                .hasToString("NORMAL (DRY_RUN)  37.5 % used  models: none  last: nothing yet");
    }

    @Test
    void theUnknownIsShownAsUnknown() {
        assertThat(LiveLine.of(unknown("permission denied").build(), List.of()))
                .hasToString("UNKNOWN  memory cannot be read  models: unknown  last: nothing yet");
        assertThat(LiveLine.of(normal().withModels(unknownSince("hangs")).build(), List.of()))
                .hasToString("NORMAL  37.5 % used  models: unknown  last: nothing yet");
    }

    @Test
    void anotherPercentageAloneIsNoReasonForAnotherLine() {
        LiveLine before = LiveLine.of(normal().build(), List.of());

        assertThat(LiveLine.of(normal().withAvailableBytes(9 * GIB).build(), List.of())
                        .differsInMoreThanFigures(before))
                .isFalse();
        assertThat(LiveLine.of(normal().build(), List.of(UNLOADED)).differsInMoreThanFigures(before))
                .isTrue();
        assertThat(LiveLine.of(unknown("permission denied").build(), List.of()).differsInMoreThanFigures(before))
                .isTrue();
    }

    private static Entry entry(Entry.Kind kind, String action, String subject) {
        return new Entry(1, AT, kind, "CRITICAL", subject, action, 2 * GIB, 640, "gone");
    }
}
