package io.spillway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("agent")
class RunIT {
    private static final Path OPTIONS =
            Path.of("src", "main", "jvm", "spillway.jvm").toAbsolutePath();

    @TempDir
    private static Path hosts;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() throws Exception {
        AgentJar.compileHosts(hosts);
    }

    @Test
    void jconsoleFindsItAmongTheLocalJvms() throws Exception {
        try (ChildJvm run = run()) {
            assertThat(VirtualMachine.list())
                    .filteredOn(jvm -> jvm.id().equals(run.pid()))
                    .singleElement()
                    .extracting(VirtualMachineDescriptor::displayName)
                    .asString()
                    .contains("spillway-agent.jar run");
        }
    }

    @Test
    void itsStateDirectoryIsForTheUserAndTheGroup() throws Exception {
        try (ChildJvm run = run();
                ChildJvm kill = ChildJvm.program("kill", run.pid())) {
            kill.exitStatus();
            run.exitStatus();

            assertThat(permissions()).isEqualTo("rwxr-x---");
        }
    }

    @Test
    void inAHostsJvmTheStateDirectoryIsTheSame() throws Exception {
        String agent = AgentJar.agent(folder.resolve("state"));
        try (ChildJvm host = ChildJvm.java(agent, "-cp", hosts.toString(), "ConsoleHost")) {
            host.line();
            host.ask("await-agent");
            host.say("exit");
            host.exitStatus();

            assertThat(permissions()).isEqualTo("rwxr-x---");
        }
    }

    private String permissions() throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state")));
    }

    /** Returns when it listens. */
    private ChildJvm run() throws Exception {
        ChildJvm run = ChildJvm.java(
                "@" + OPTIONS,
                "-jar",
                AgentJar.JAR.toString(),
                "run",
                "--dry-run",
                "--port",
                "0",
                "--set",
                "state.directory=" + folder.resolve("state"));
        while (!run.line().startsWith("HTTP on ")) {
            assertThat(run.isAlive()).isTrue();
        }
        return run;
    }
}
