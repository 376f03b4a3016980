package io.spillway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("agent")
class AttachIT {
    @TempDir
    private static Path hosts;

    @TempDir
    private Path state;

    @BeforeAll
    static void compile() throws IOException {
        AgentJar.compileHosts(hosts);
    }

    @Test
    void afterDetachingNothingOfTheAgentIsLeft() throws Exception {
        try (ChildJvm host = consoleHost()) {
            List<String> told = attach(host).stdout();
            assertThat(told).first().asString().matches("Spillway \\S+ \\S+ runs in PID " + host.pid() + "\\.");
            assertThat(host.ask("await-agent")).isEqualTo("running");

            assertThat(asPrinted(told.get(told.size() - 1), "To end it: ").stdout())
                    .containsExactly("Spillway is gone from PID " + host.pid() + ".");
            assertThat(host.ask("beans")).isEqualTo("[]");
            assertThat(host.ask("await-nothing-left")).isEqualTo("[] []");
            assertThat(host.ask("await-collected")).isEqualTo("collected");
            endsQuietly(host);
        }
    }

    @Test
    void attachingTwiceIsOneAgentAndTheSecondIsTold() throws Exception {
        Path otherJar = state.resolve("spillway-agent-another.jar");
        Files.copy(AgentJar.JAR, otherJar);
        try (ChildJvm host = consoleHost()) {
            attach(host);

            ChildJvm same = run(AgentJar.JAR, "attach", host.pid());
            ChildJvm other = run(otherJar, "attach", host.pid());

            for (ChildJvm second : List.of(same, other)) {
                assertThat(second.exitStatus()).isEqualTo(1);
                assertThat(second.stderr())
                        .last()
                        .asString()
                        .contains("has an agent already: Spillway ")
                        .contains(AgentJar.JAR.toString())
                        .contains("detach it first");
            }
            assertThat(host.ask("agents")).isEqualTo("1");
            endsQuietly(host);
        }
    }

    @Test
    void afterDetachingAnotherJarCanBeAttached() throws Exception {
        Path otherJar = state.resolve("spillway-agent-another.jar");
        Files.copy(AgentJar.JAR, otherJar);
        try (ChildJvm host = consoleHost()) {
            attach(host);
            cli("detach", host.pid());

            ChildJvm again = run(otherJar, attachArguments(host));

            assertThat(again.exitStatus()).as("stderr: %s", again.stderr()).isZero();
            assertThat(again.stdout()).first().asString().contains(otherJar.toString());
            assertThat(host.ask("await-agent")).isEqualTo("running");
            endsQuietly(host);
        }
    }

    @Test
    void anAgentOfTheCommandLineCanBeDetached() throws Exception {
        try (ChildJvm host = ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();
            host.ask("await-agent");

            cli("detach", host.pid());

            assertThat(host.ask("await-nothing-left")).isEqualTo("[] []");
            assertThat(host.ask("await-collected")).isEqualTo("collected");
        }
    }

    @Test
    void aFaultInTheStartIsToldToTheOneWhoAttachedAndCanBeMended() throws Exception {
        try (ChildJvm host = consoleHost()) {
            ChildJvm failed = run(AgentJar.JAR, attachArguments(host, "--config", "/nonexistent/spillway.yaml"));

            assertThat(failed.exitStatus()).isEqualTo(1);
            assertThat(String.join("\n", failed.stderr()))
                    .contains("Spillway did not start there")
                    .contains("/nonexistent/spillway.yaml");
            assertThat(host.ask("await-nothing-left")).isEqualTo("[] []");

            attach(host);
            host.say("exit");
            assertThat(host.stderr()).singleElement().asString().startsWith("Spillway did not start");
        }
    }

    @Test
    void aConfigurationWithCommasArrivesWhole() throws Exception {
        Path config = state.resolve("a,b=c\\d.yaml");
        Files.writeString(config, "dry-run: true\n");
        try (ChildJvm host = consoleHost()) {
            ChildJvm attached = run(AgentJar.JAR, attachArguments(host, "--config", config.toString()));

            assertThat(attached.exitStatus())
                    .as("stderr: %s", attached.stderr())
                    .isZero();
        }
    }

    @Test
    void withoutAPidTheJvmsAreListed() throws Exception {
        try (ChildJvm host = consoleHost();
                ChildJvm closed =
                        ChildJvm.java("-XX:+DisableAttachMechanism", "-cp", hosts.toString(), "ConsoleHost")) {
            closed.line();

            List<String> lines = cli("attach").stdout();

            assertThat(lines).anyMatch(line -> line.matches("\\s*" + host.pid() + " .*ConsoleHost +possible"));
            assertThat(lines).anyMatch(line -> line.matches("\\s*" + closed.pid() + " .*ConsoleHost +no: .*Disable.*"));
            endsQuietly(host);
        }
    }

    @Test
    void aProcessThatDoesNotExistIsSaidToBeMissing() throws Exception {
        String gone;
        try (ChildJvm quick = ChildJvm.program("true")) {
            quick.exitStatus();
            gone = quick.pid();
        }

        assertRefused(gone, "there is no process with PID " + gone);
    }

    @Test
    void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
        try (ChildJvm sleeper = ChildJvm.program("sleep", "600")) {
            assertRefused(sleeper.pid(), "is not a Java process");

            // SIGQUIT, by which the JDK asks a JVM to listen, would have ended it.
            assertThat(sleeper.isAlive()).isTrue();
        }
    }

    @Test
    void aJvmThatForbidsAttachingIsExplained() throws Exception {
        assertHostRefused("-XX:+DisableAttachMechanism", "start it with -javaagent");
    }

    @Test
    void aJvmThatForbidsLoadingAgentsIsExplained() throws Exception {
        assertHostRefused("-XX:-EnableDynamicAgentLoading", "start it with -javaagent");
    }

    @Test
    void aJvmThatDoesNotTakeSignalsSurvives() throws Exception {
        assertHostRefused("-Xrs", "does not answer to SIGQUIT");
    }

    @Test
    void whatHidesInAnArgumentFileIsExplainedAsWell() throws Exception {
        for (String option : List.of("-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading")) {
            Path file = state.resolve("options");
            Files.writeString(file, option);

            assertHostRefused("@" + file, "it runs with " + option);
        }
    }

    private void assertHostRefused(String option, String explanation) throws Exception {
        try (ChildJvm host = ChildJvm.java(option, "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();

            assertRefused(host.pid(), explanation);
            endsQuietly(host);
        }
    }

    private void assertRefused(String pid, String explanation) throws Exception {
        ChildJvm refused = run(AgentJar.JAR, "attach", pid);

        assertThat(refused.exitStatus()).isEqualTo(1);
        assertThat(refused.stderr()).singleElement().asString().contains(pid).contains(explanation);
        assertThat(refused.stdout()).isEmpty();
    }

    private ChildJvm consoleHost() throws Exception {
        ChildJvm host = ChildJvm.java("-cp", hosts.toString(), "ConsoleHost");
        host.line();
        return host;
    }

    /** The command that a line ends with, typed as it stands. */
    private static ChildJvm asPrinted(String line, String before) throws Exception {
        assertThat(line).startsWith(before);
        return ChildJvm.program(line.substring(before.length()).split(" "));
    }

    private static void endsQuietly(ChildJvm host) throws Exception {
        host.say("exit");
        assertThat(host.exitStatus()).isZero();
        assertThat(host.stdout()).isEmpty();
        assertThat(host.stderr()).isEmpty();
    }

    private ChildJvm attach(ChildJvm host) throws Exception {
        return cli(attachArguments(host));
    }

    private String[] attachArguments(ChildJvm host, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("attach", host.pid(), "--dry-run", "--port", "0", "--set", "state.directory=" + state));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private static ChildJvm cli(String... arguments) throws Exception {
        ChildJvm done = run(AgentJar.JAR, arguments);
        assertThat(done.exitStatus()).as("stderr: %s", done.stderr()).isZero();
        return done;
    }

    private static ChildJvm run(Path jar, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-jar", jar.toString()));
        all.addAll(Arrays.asList(arguments));
        return ChildJvm.java(all.toArray(String[]::new));
    }
}
