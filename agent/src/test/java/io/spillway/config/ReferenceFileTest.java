package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFileTest {
    private static final Path REFERENCE = Path.of("../docs/spillway.yaml");

    @TempDir
    private Path folder;

    @Test
    void theReferenceFileIsExactlyTheDefaults() {
        assertThat(Loading.in(folder).named(REFERENCE).config())
                .isEqualTo(Loading.in(folder).config());
    }

    @Test
    void theReferenceFileNamesEveryKey() throws IOException, BadValueException {
        Schema schema = Schema.of(Keys.ALL);
        Statements statements = new Statements(schema, new Faults());
        statements.take(
                List.of(),
                YamlReader.read(
                        Files.readString(REFERENCE), (line, column) -> Place.inFile("reference", line, column)));

        assertThat(statements.all().keySet())
                .extracting(path ->
                        String.valueOf(Objects.requireNonNull(schema.at(path)).key()))
                .containsAll(Keys.ALL.stream().map(Key::toString).toList());
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        assertThat(Keys.ALL)
                .extracting(key -> EnvironmentSource.variable(key.path()))
                .doesNotHaveDuplicates();
    }
}
