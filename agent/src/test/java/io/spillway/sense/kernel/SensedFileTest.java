package io.spillway.sense.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensedFileTest {
    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;

    private SensedFile<Long> open(Path file) {
        return new SensedFile<>(
                file, (text, at) -> new Sensed.Known<>(text.number(), at), "the kernel counts none", () -> now);
    }

    @Test
    void isAbsentWhereThereIsNoFile() {
        try (SensedFile<Long> file = open(folder.resolve("none"))) {
            assertThat(file.read()).isEqualTo(new Sensed.Absent<>(folder.resolve("none") + ": the kernel counts none"));
        }
    }

    @Test
    void isUnknownSinceTheFirstFailureUntilItIsKnownAgain() throws IOException {
        Path path = Fixtures.lay(folder.resolve("count"), "rubbish");
        try (SensedFile<Long> file = open(path)) {
            file.read();
            now = Instant.ofEpochSecond(5);
            assertThat(file.read()).isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> {
                assertThat(unknown.since()).isEqualTo(Instant.EPOCH);
                assertThat(unknown.reason()).contains(path.toString(), "rubbish");
            });

            Files.writeString(path, "12\n");
            assertThat(file.read()).isEqualTo(new Sensed.Known<>(12L, now));

            Files.writeString(path, "");
            assertThat(file.read()).isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.since())
                    .isEqualTo(now));
        }
    }

    @Test
    void findsAFileThatComesLater() throws IOException {
        try (SensedFile<Long> file = open(folder.resolve("later"))) {
            file.read();

            Fixtures.lay(folder.resolve("later"), "3");

            assertThat(file.read().orElse(0L)).isEqualTo(3);
        }
    }

    @Test
    void refusesATextWithoutEnd() {
        try (SensedFile<Long> file = open(Path.of("/dev/zero"))) {
            assertThat(file.read()).isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                    .contains("/dev/zero", "longer than"));
        }
    }
}
