package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.testing.ollama.Until;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir
    private Path temporary;

    @Test
    void standInsAndTheirChildrenEndWhenTheirParentIsKilled() throws Exception {
        try (Workplace workplace = Workplace.open(temporary, Instant.now())) {
            killTheParentOfStandInsIn(workplace.folder());
        }
    }

    private static void killTheParentOfStandInsIn(Path folder) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentOfStandIns.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> standIns;
        try {
            String line = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(line).isEqualTo("started");
            standIns = parent.descendants().toList();
            assertThat(standIns).as("the runaway, the server and its runner").hasSize(3);
        } finally {
            parent.destroyForcibly().waitFor();
        }

        Until.holds(
                () -> standIns.stream().noneMatch(ProcessHandle::isAlive),
                Duration.ofSeconds(60),
                "the end of all stand-ins");
    }
}
