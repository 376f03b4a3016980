package io.spillway.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.record.Entry;
import io.spillway.record.Entry.Kind;
import java.time.Instant;
import org.instancio.junit.InstancioExtension;
import org.instancio.junit.InstancioSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

@ExtendWith(InstancioExtension.class)
class EntryLineTest {
    @Test
    void aMeasureIsOneLineOfKeysAndValues() {
        assertThat(line(entry(Kind.MEASURE_DONE, "CRITICAL", "ollama/qwen2.5:3b", "unload-model", "")))
                .isEqualTo("measure=unload-model target=ollama/qwen2.5:3b relief_bytes=7 took_ms=3 level=CRITICAL");
    }

    @Test
    void aMeasureThatFailedSaysWhy() {
        assertThat(line(entry(Kind.MEASURE_FAILED, "CRITICAL", "postgres", "stop-container", "it said \"no\"")))
                .isEqualTo("measure=stop-container target=postgres outcome=failed took_ms=3 level=CRITICAL"
                        + " detail=\"it said \\\"no\\\"\"");
    }

    @Test
    void aDryRunHasNoFigures() {
        assertThat(line(entry(Kind.MEASURE_DRY_RUN, "WARNING", "postgres", "stop-container", "")))
                .isEqualTo("measure=stop-container target=postgres outcome=dry-run level=WARNING");
    }

    @Test
    void aChangeOfLevelSaysWhatItWas() {
        assertThat(line(entry(Kind.LEVEL_CHANGED, "CRITICAL", "WARNING", "", "used 91.2 %")))
                .isEqualTo("level=CRITICAL was=WARNING detail=\"used 91.2 %\"");
    }

    @Test
    void aChangeOfLevelMayHaveNoneBefore() {
        assertThat(line(entry(Kind.LEVEL_CHANGED, "CRITICAL", "", "", ""))).isEqualTo("level=CRITICAL");
    }

    @Test
    void aSourceThatIsLostIsNamed() {
        assertThat(line(entry(Kind.SOURCE_LOST, "NORMAL", "containers", "", "refused")))
                .isEqualTo("source=containers state=lost level=NORMAL detail=refused");
    }

    @Test
    void anOperationIsNamed() {
        assertThat(line(entry(Kind.OPERATION, "NORMAL", "optimize", "", "")))
                .isEqualTo("operation=optimize relief_bytes=7 took_ms=3 level=NORMAL");
    }

    @Test
    void aNameCannotBeginALineOfItsOwn() {
        assertThat(line(entry(Kind.MEASURE_DONE, "NORMAL", "evil\nmeasure=x\u001b[2J\u2028\u202e", "kill-process", "")))
                .contains("target=\"evil\\u000ameasure=x\\u001b[2J\\u2028\\u202e\"");
    }

    @ParameterizedTest
    @InstancioSource(samples = 100)
    void everyEntryHasALine(Entry entry) {
        assertThat(line(entry)).isNotBlank().doesNotContain("\n").contains(entry.detail());
    }

    private static String line(Entry entry) {
        return EntryLine.of(entry);
    }

    private static Entry entry(Kind kind, String level, String subject, String action, String detail) {
        return new Entry(1, Instant.EPOCH, kind, level, subject, action, 7, 3, detail);
    }
}
