package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.config.Levels;
import io.spillway.record.settings.SavedLevels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLevelsTest {
    private static final Levels LEVELS = new Levels(70, 80, 90, 95, 2, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @Test
    void whatIsKeptIsThereAtTheNextStart() {
        new KeptLevels(new SavedLevels(folder)).save(LEVELS);
        assertThat(new SavedLevels(folder).load()).contains(LEVELS);

        new KeptLevels(new SavedLevels(folder)).clear();
        assertThat(new SavedLevels(folder).load()).isEmpty();
    }

    @Test
    void aFolderThatIsNoneIsSaidSoWithWhatFollows() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        KeptLevels kept = new KeptLevels(new SavedLevels(file.resolve("below")));

        assertThatThrownBy(() -> kept.save(LEVELS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the thresholds are in force but will be forgotten at the next start: ");
    }
}
