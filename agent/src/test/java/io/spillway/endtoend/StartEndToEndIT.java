package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start finds: what was kept, a port that is taken, and few rights. Always a dry run. */
@Tag("agent")
@Timeout(180)
class StartEndToEndIT {
    private static final String THRESHOLDS = "spillway:type=Thresholds";

    @TempDir
    private Path folder;

    @Test
    void thresholdsThatWereChangedHoldAfterARestartUntilTheyAreReset() throws Exception {
        try (RunningSpillway spillway = dryRun().start()) {
            spillway.change(new Thresholds(71, 82, 93, 97));
        }
        try (RunningSpillway spillway = dryRun().start()) {
            assertThat(thresholds(spillway)).isEqualTo(new Thresholds(71, 82, 93, 97));
            spillway.invoke(THRESHOLDS, "reset");
        }
        try (RunningSpillway spillway = dryRun().start()) {
            assertThat(thresholds(spillway)).isEqualTo(Thresholds.CALM);
        }
    }

    @Test
    void aPortThatIsTakenEndsRunWithStatus1AndTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program run = Program.java(
                        "-jar",
                        RunningSpillway.JAR.toString(),
                        "run",
                        "--config",
                        dryRun(taken).write().toString())) {
            assertThat(run.exitStatus()).as("%s", run).isEqualTo(1);
            assertThat(String.join("\n", run.err()))
                    .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is taken")
                    .contains("--set http.port=");
        }
    }

    @Test
    void inAHostsJvmAPortThatIsTakenCostsOnlyTheHttpInterfaceWhichTheLogTells() throws Exception {
        String source = Path.of("src", "it", "hosts", "ConsoleHost.java").toString();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, System.err, "-nowarn", "-proc:none", "-d", folder.toString(), source))
                .isZero();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program host = Program.java(
                        "-javaagent:" + RunningSpillway.JAR + "=config="
                                + dryRun(taken).write(),
                        "-cp",
                        folder.toString(),
                        "ConsoleHost")) {
            assertThat(host.answer()).isEqualTo("host: ready");

            Deadline.until("it guards", host::toString, () -> host.ask("beans").contains("spillway:type=Guard"));

            Path log = folder.resolve("state/spillway.log");
            Deadline.until("it tells", host::toString, () -> Files.readString(log)
                    .contains("http=off reason=\"port " + taken.getLocalPort() + " on 127.0.0.1 is taken"));
            host.say("exit");
            assertThat(host.exitStatus()).isZero();
            assertThat(host.err()).isEmpty();
        }
    }

    @Test
    void anOrdinaryUserIsToldWhatHisSpillwayMayNotDo() throws Exception {
        try (TestUser user = new TestUser()) {
            Program run = user.start(Program.javaCommand(List.of(
                    "-jar",
                    user.copy(RunningSpillway.JAR).toString(),
                    "run",
                    "--dry-run",
                    "--port",
                    "0",
                    "--set",
                    "state.directory=/nonexistent/of-the-tests")));
            Deadline.until(
                    "it has introduced itself",
                    run::toString,
                    () -> !run.isAlive() || run.out().stream().anyMatch(line -> line.startsWith("HTTP on ")));

            assertThat(run.out())
                    .anyMatch(line -> line.matches("  processes of at least 256 MiB of the users " + TestUser.UID))
                    .anyMatch(line -> line.startsWith("  real-time scheduling of the guard: refused"))
                    .anyMatch(line -> line.startsWith("  out-of-memory score: refused"));
            assertThat(run.err()).as("%s", run).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private RunningSpillway.Builder dryRun() throws Exception {
        return RunningSpillway.in(folder).dryRun();
    }

    private RunningSpillway.Builder dryRun(ServerSocket taken) throws Exception {
        return dryRun().section("http", "port: " + taken.getLocalPort());
    }

    private static Thresholds thresholds(RunningSpillway spillway) {
        Json bean = spillway.read(THRESHOLDS);
        return new Thresholds(
                bean.at("WarningPercent").number(),
                bean.at("CriticalPercent").number(),
                bean.at("EmergencyPercent").number(),
                bean.at("KillSwitchPercent").number());
    }
}
