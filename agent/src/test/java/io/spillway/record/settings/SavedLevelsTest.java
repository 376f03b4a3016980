package io.spillway.record.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.Levels;
import io.spillway.record.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedLevelsTest {
    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void nothingIsSavedAtFirst() {
        assertThat(saved().load()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatIsSavedIsLoadedExactly() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            Levels levels = randomLevels(random);
            saved().save(levels);
            assertThat(saved().load()).as("seed %d", seed).contains(levels);
        }
    }

    @Test
    void whatIsClearedIsGone() throws IOException {
        saved().save(Levels.DEFAULTS);
        saved().clear();

        assertThat(saved().load()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    warning=80                       | it holds
                    warning=x\\ncritical=90\\nemergency=95\\nkill-switch=98\\nhysteresis=3\\nhold-down=PT30S | warning is 'x'
                    warning=NaN\\ncritical=90\\nemergency=95\\nkill-switch=98\\nhysteresis=3\\nhold-down=PT30S | thresholds must rise
                    warning=91\\ncritical=90\\nemergency=95\\nkill-switch=98\\nhysteresis=3\\nhold-down=PT30S | thresholds must rise
                    warning=80\\ncritical=90\\nemergency=95\\nkill-switch=98\\nhysteresis=3\\nhold-down=30 | hold-down is '30'
                    warning=\\u12                  | Malformed
                    """)
    void aDamagedFileIsSetAsideAndTold(String content, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve(SavedLevels.FILE), content.replace("\\n", "\n"));

        assertThat(saved().load()).isEmpty();

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN the thresholds in " + file + " are damaged (")
                .contains(reason)
                .endsWith("the configured ones hold; the file is now " + file + ".damaged");
        assertThat(saved().load()).isEmpty();
        assertThat(log.lines()).hasSize(1);
    }

    private SavedLevels saved() {
        return new SavedLevels(folder, log);
    }

    private static Levels randomLevels(Random random) {
        double warning = 5 + 20 * random.nextDouble();
        double critical = warning + 1 + 20 * random.nextDouble();
        double emergency = critical + 1 + 20 * random.nextDouble();
        return new Levels(
                warning,
                critical,
                emergency,
                emergency + 5,
                random.nextDouble(),
                Duration.ofMillis(random.nextInt(100_000)));
    }
}
