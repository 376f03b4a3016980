package io.spillway.newuser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in a folder of their own, with stand-ins for what they would call. Needs root, as {@code scripts/test} does. */
@Tag("agent")
class ScriptsIT {
    private static final Path SCRIPTS = Path.of("..", "scripts");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(folder.resolve("scripts/parts"));
        Files.createDirectories(folder.resolve("scripts/guest"));
        Files.createDirectories(folder.resolve("bin"));
        for (String script : List.of("test", "parts.sh", "status", "jar.sh")) {
            Files.copy(
                    SCRIPTS.resolve(script), folder.resolve("scripts/" + script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String part : List.of("parts/docker", "parts/ollama", "guest/build-guest")) {
            program("scripts/" + part, "echo /nonexistent");
        }
    }

    @Test
    void theTestsSayWhatTheyWouldInstallAndRunAndDoNothing() throws Exception {
        program("bin/dpkg-query", "exit 1");
        program("bin/apt-get", "touch called");
        program("bin/mvn", "touch called");

        Said said = run("scripts/test", "--list");

        assertThat(said.status()).as("%s", said).isZero();
        assertThat(said.text())
                .contains("to be installed: python3 gcc")
                .contains("Docker engine", "Ollama", "guest machine", "mvn verify");
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void whatAnEarlierRunReportedIsNotCounted() throws Exception {
        program("bin/dpkg-query", "echo installed");
        report("old/target/failsafe-reports", 100);
        program("bin/mvn", "mkdir -p new/target && mv report new/target/surefire-reports");
        report("report", 2);

        Said said = run("scripts/test");

        assertThat(said.text()).contains("2 passed, 0 failed");
        assertThat(said.status()).as("%s", said).isZero();
    }

    @Test
    void aDistributionWithoutVersion17GetsItsDefaultJdk() throws Exception {
        program(
                "bin/apt-cache",
                "[ \"$2\" = default-jdk-headless ] && echo '  Candidate: 2:1.21-76' || echo '  Candidate: (none)'");

        assertThat(run("bash", "-c", ". scripts/parts.sh; jdk_package").text()).isEqualTo("default-jdk-headless\n");
    }

    @Test
    void aDistributionWithVersion17GetsThat() throws Exception {
        program("bin/apt-cache", "echo '  Candidate: 17.0.17+10-1'");

        assertThat(run("bash", "-c", ". scripts/parts.sh; jdk_package").text()).isEqualTo("openjdk-17-jdk-headless\n");
    }

    @Test
    void aCommandOfTheJarSaysHowToBuildIt() throws Exception {
        Said said = run("scripts/status");

        assertThat(said.text()).contains("./scripts/run builds it");
        assertThat(said.status()).isEqualTo(1);
    }

    private record Said(int status, String text) {}

    private Said run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private void program(String name, String line) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void report(String reports, int passed) throws IOException {
        Path file = Files.createDirectories(folder.resolve(reports)).resolve("TEST-some.xml");
        Files.writeString(file, "<testsuite tests='" + passed + "' failures='0' errors='0' skipped='0'/>");
    }
}
