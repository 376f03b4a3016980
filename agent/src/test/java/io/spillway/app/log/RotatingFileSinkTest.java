package io.spillway.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileSinkTest {
    @TempDir
    private Path folder;

    @Test
    void makesItsDirectoryAndGoesOnWithTheFileOfBefore() throws IOException {
        Path directory = folder.resolve("state/log");
        for (String line : new String[] {"one", "two"}) {
            try (RotatingFileSink sink = new RotatingFileSink(directory, 1_000, 1)) {
                sink.write(line);
            }
        }

        assertThat(directory.resolve("spillway.log")).hasContent("one\ntwo\n");
    }

    @Test
    void itsDirectoryIsForTheUserAndTheGroup() throws IOException {
        Path directory = folder.resolve("state");

        try (RotatingFileSink sink = new RotatingFileSink(directory, 1_000, 1)) {
            sink.write("line");
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .endsWith("---");
    }

    @Test
    void aFullFileIsSetAsideAndTheOldestGoes() throws IOException {
        try (RotatingFileSink sink = new RotatingFileSink(folder, 10, 2)) {
            for (String line : new String[] {"first", "second", "third", "fourth"}) {
                sink.write(line);
            }
        }

        assertThat(folder.resolve("spillway.log")).hasContent("fourth\n");
        assertThat(folder.resolve("spillway.log.1")).hasContent("third\n");
        assertThat(folder.resolve("spillway.log.2")).hasContent("second\n");
        assertThat(folder.resolve("spillway.log.3")).doesNotExist();
    }

    @Test
    void aLineLongerThanAFileIsStillWritten() throws IOException {
        try (RotatingFileSink sink = new RotatingFileSink(folder, 3, 1)) {
            sink.write("longer than that");
        }

        assertThat(folder.resolve("spillway.log")).hasContent("longer than that\n");
    }

    @Test
    void writesAgainWhenTheDirectoryIsBack() throws IOException {
        Path directory = folder.resolve("gone");
        Files.writeString(directory, "a file where the directory should be");
        try (RotatingFileSink sink = new RotatingFileSink(directory, 1_000, 1)) {
            assertThatThrownBy(() -> sink.write("lost")).isInstanceOf(IOException.class);

            Files.delete(directory);
            sink.write("written");
        }

        assertThat(directory.resolve("spillway.log")).hasContent("written\n");
    }
}
