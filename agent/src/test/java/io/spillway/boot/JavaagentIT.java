package io.spillway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("agent")
class JavaagentIT {
    @TempDir
    private static Path hosts;

    @TempDir
    private static Path moduleHost;

    @TempDir
    private Path state;

    @BeforeAll
    static void compile() throws IOException {
        AgentJar.compileHosts(hosts);
        AgentJar.compileModuleHost(moduleHost);
    }

    @Test
    void aHostThatExitsAtOnceIsNotHeldUp() throws Exception {
        try (ChildJvm host = ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "QuickHost")) {
            assertThat(host.exitStatus()).isZero();
            assertThat(host.stdout()).containsExactly("host: main");
            assertThat(host.stderr()).isEmpty();
        }
        String empty = "-javaagent:" + AgentJar.emptyAgent(state.resolve("empty.jar"));
        long fastestNanos = Long.MAX_VALUE;
        long fastestWithEmptyNanos = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            fastestWithEmptyNanos = Math.min(fastestWithEmptyNanos, lifeNanos(empty));
            fastestNanos = Math.min(fastestNanos, lifeNanos(AgentJar.agent(state)));
        }
        // Were its start or its end waited for, it would be several times as long.
        assertThat(fastestNanos)
                .as("beside one with an agent that does nothing")
                .isLessThan(2 * fastestWithEmptyNanos);
    }

    private static long lifeNanos(String agent) throws Exception {
        long begunNanos = System.nanoTime();
        try (ChildJvm host = ChildJvm.java(agent, "-cp", hosts.toString(), "QuickHost")) {
            assertThat(host.exitStatus()).isZero();
        }
        return System.nanoTime() - begunNanos;
    }

    @Test
    void aHostRunsAlthoughTheAgentsStartHangs() throws Exception {
        Path fifo = state.resolve("spillway.yaml");
        try (ChildJvm mkfifo = ChildJvm.program("mkfifo", fifo.toString())) {
            assertThat(mkfifo.exitStatus()).isZero();
        }
        try (ChildJvm host =
                ChildJvm.java(AgentJar.agent(state) + ",config=" + fifo, "-cp", hosts.toString(), "ConsoleHost")) {
            assertThat(host.line()).isEqualTo("host: ready");
            host.say("exit");

            assertThat(host.exitStatus()).isZero();
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void aFaultInTheAgentsStartIsToldOnceAndTheHostGoesOn() throws Exception {
        String agent = AgentJar.agent(state) + ",config=/nonexistent/spillway.yaml";
        try (ChildJvm host = ChildJvm.java(agent, "-cp", hosts.toString(), "ConsoleHost")) {
            assertThat(host.line()).isEqualTo("host: ready");

            assertThat(host.errorLine())
                    .startsWith("Spillway did not start, and the application goes on without it: ")
                    .contains("/nonexistent/spillway.yaml");

            assertThat(host.ask("await-nothing-left")).isEqualTo("[] []");
            host.say("exit");
            assertThat(host.exitStatus()).isZero();
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void theHostSeesOnlyBoot() throws Exception {
        try (ChildJvm host = ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();

            assertThat(host.ask("await-agent")).isEqualTo("running");
            assertThat(host.ask("sees-class io.spillway.boot.AgentMain")).isEqualTo("true");
            for (String hidden : new String[] {
                "io.spillway.app.AgentEntry",
                "okhttp3.OkHttpClient",
                "com.fasterxml.jackson.core.JsonFactory",
                "kotlin.KotlinVersion",
                "com.sun.jna.Native",
                "org.slf4j.LoggerFactory",
                "picocli.CommandLine"
            }) {
                assertThat(host.ask("sees-class " + hidden)).as(hidden).isEqualTo("false");
            }
            for (String hidden : new String[] {
                "META-INF/services",
                "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
                "META-INF/services/com.fasterxml.jackson.core.JsonFactory",
                "META-INF/jolokia/services-default"
            }) {
                assertThat(host.ask("sees-resource " + hidden)).as(hidden).isEqualTo("0");
            }
            host.say("exit");
            assertThat(host.exitStatus()).isZero();
            assertThat(host.stderr()).isEmpty();
            assertThat(host.stdout()).isEmpty();
        }
    }

    @Test
    void jolokiasServiceFilesHaveAddressesThatSurviveBeingParsedAgain() throws Exception {
        try (ChildJvm host = ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();
            host.ask("await-agent");

            assertThat(host.ask("inner-resources META-INF/jolokia/services-default"))
                    .isEqualTo("[jar true, jar true]");
        }
    }

    @Test
    void anInterruptedThreadThatNeedsAClassSpoilsNothing() throws Exception {
        try (ChildJvm host = ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();
            host.ask("await-agent");

            assertThat(host.ask("inner-class-on-interrupted-thread kotlin.Pair kotlin.Triple"))
                    .isEqualTo("kotlin.Triple");
        }
    }

    @Test
    void aHostThatSetsItsLogManagerInMainKeepsIt() throws Exception {
        try (ChildJvm host =
                ChildJvm.java(AgentJar.agent(state), "-cp", hosts.toString(), "LogManagerHost", "LogManagerHost$Own")) {
            assertThat(host.line()).isEqualTo("host: agent true");
            assertThat(host.line()).isEqualTo("host: LogManagerHost$Own");
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void aHostThatSetsItsLogManagerOnTheCommandLineKeepsIt() throws Exception {
        try (ChildJvm host = ChildJvm.java(
                AgentJar.agent(state),
                "-Djava.util.logging.manager=LogManagerHost$Own",
                "-cp",
                hosts.toString(),
                "LogManagerHost")) {
            assertThat(host.line()).isEqualTo("host: agent true");
            assertThat(host.line()).isEqualTo("host: LogManagerHost$Own");
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void aHostOnTheModulePathGetsTheHttpServerFromALayerOfTheAgent() throws Exception {
        try (ChildJvm host =
                ChildJvm.java(AgentJar.agent(state), "-p", moduleHost.toString(), "-m", "host/host.ModuleHost")) {
            assertThat(host.line()).isEqualTo("host: has jdk.httpserver false");
            assertThat(host.line()).isEqualTo("host: agent listens true");
            assertThat(host.exitStatus()).isZero();
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void aHostWithOlderLibrariesAndTheAgentEachUseTheirOwn() throws Exception {
        try (ChildJvm host =
                ChildJvm.java(AgentJar.agent(state), "-cp", AgentJar.hostClassPath(hosts), "OldLibrariesHost")) {
            assertThat(host.exitStatus()).as("stderr: %s", host.stderr()).isZero();
            String[] hostsOwn = {
                "host: okhttp okhttp/3.14.9 204",
                "host: jackson 2.9.10 1",
                "host: kotlin 1.3.72",
                "host: jna 4.5.2 true"
            };
            assertThat(host.stdout())
                    .startsWith(hostsOwn)
                    .anyMatch(line -> line.matches("agent: okhttp 5\\.\\S+ 204"))
                    .anyMatch(line -> line.matches("agent: jackson 2\\.2\\d\\S+ \\[1,2]"))
                    .anyMatch(line -> line.matches("agent: kotlin 2\\.\\S+"))
                    .contains("agent: jna none")
                    .anyMatch(line -> line.matches("agent: oshi Known\\[value=[1-9][0-9]*, .*"))
                    .anyMatch(line -> line.matches("agent: oshi Known\\[value=ProcessDetails.*OldLibrariesHost.*"))
                    .endsWith("host: okhttp okhttp/3.14.9 204", hostsOwn[1], hostsOwn[2], hostsOwn[3], "host: done");
            assertThat(host.stderr()).isEmpty();
        }
    }

    @Test
    void theAgentGivenTwiceRunsOnce() throws Exception {
        String agent = AgentJar.agent(state);
        try (ChildJvm host = ChildJvm.java(agent, agent, "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();
            host.ask("await-agent");
            host.say("exit");

            assertThat(host.stderr())
                    .containsExactly("Spillway is given twice on the command line; only the first one runs.");
        }
    }
}
