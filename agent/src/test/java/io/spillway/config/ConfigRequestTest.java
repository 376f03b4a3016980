package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigRequestTest {
    @Test
    void theEnvironmentNamesTheHome() {
        assertThat(ConfigRequest.home("/home/ada", "/other")).isEqualTo(Path.of("/home/ada"));
    }

    @Test
    void javasAnswerIsTakenWhereTheEnvironmentSaysNothing() {
        assertThat(ConfigRequest.home(null, "/home/ada")).isEqualTo(Path.of("/home/ada"));
    }

    @Test
    void aUserWithoutAnEntryHasNoHomeNamedQuestionMark() {
        assertThat(ConfigRequest.home(null, "?")).isEqualTo(Path.of("/"));
    }
}
