package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {
    @TempDir
    private Path temporary;

    @Test
    void leavesNothingBehind() throws IOException {
        try (Workplace workplace = Workplace.open(temporary, Instant.now())) {
            Files.createSymbolicLink(workplace.folder().resolve("link"), Path.of("/etc/passwd"));
            Files.writeString(
                    Files.createDirectory(workplace.folder().resolve("state")).resolve("log"), "line");
        }

        assertThat(temporary).isEmptyDirectory();
        assertThat(Path.of("/etc/passwd")).exists();
    }

    @Test
    void removesTheFolderOfADeadRehearsal() throws IOException {
        Path dead = Files.createDirectory(temporary.resolve(Workplace.PREFIX + "1"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("log"), "line");

        try (Workplace workplace = Workplace.open(temporary, Instant.now())) {
            assertThat(temporary).isDirectoryNotContaining(path -> path.equals(dead));
            assertThat(workplace.folder()).exists();
        }
    }

    @Test
    void leavesAFolderAloneThatIsJustBeingMadeAndWhateverElseIsThere() throws IOException {
        Path beginning = Files.createDirectory(temporary.resolve(Workplace.PREFIX + "2"));
        Path other = Files.createDirectory(temporary.resolve("spillway-something"));

        try (Workplace workplace = Workplace.open(temporary, Instant.now())) {
            assertThat(beginning).exists();
            assertThat(other).exists();
            assertThat(workplace.folder()).exists();
        }
        try (Workplace workplace = Workplace.open(temporary, Instant.now().plusSeconds(120))) {
            assertThat(beginning).doesNotExist();
            assertThat(other).exists();
            assertThat(workplace.folder()).exists();
        }
    }
}
