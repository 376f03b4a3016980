package io.spillway.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmListTest {
    /** Signals 1, 2, 3, 15 and some more. */
    private static final String CATCHES_SIGQUIT = "2000000181005ccf";

    private static final String CATCHES_NOT_SIGQUIT = "2000000181001cc8";

    @TempDir
    private Path proc;

    private JvmList jvms;

    @BeforeEach
    void createList() {
        jvms = new JvmList(proc, 1000);
    }

    @Test
    void listsJvmsByPidWithoutItself() throws IOException {
        process(1000, "java\0-jar\0spillway-agent.jar\0", "/usr/lib/jvm/lib/server/libjvm.so", CATCHES_SIGQUIT);
        process(30, "java\0org.example.Main\0", "/usr/lib/jvm/lib/server/libjvm.so", CATCHES_SIGQUIT);
        process(4, "java\0-jar\0a.jar\0", "/usr/lib/jvm/lib/server/libjvm.so", CATCHES_SIGQUIT);
        process(5, "/usr/sbin/sshd\0", "/usr/lib/libc.so.6", CATCHES_SIGQUIT);
        Files.createDirectory(proc.resolve("sys"));

        assertThat(jvms.all()).extracting(Jvm::pid).containsExactly(4L, 30L);
        assertThat(jvms.all()).allMatch(Jvm::attachable);
        assertThat(jvms.all()).extracting(Jvm::main).containsExactly("a.jar", "org.example.Main");
    }

    @Test
    void aJvmInsideAnotherProgramIsFoundByItsLibrary() throws IOException {
        process(7, "/opt/server\0--port\0001\0", "/opt/jre/lib/server/libjvm.so", CATCHES_SIGQUIT);

        assertThat(jvms.find(7)).map(Jvm::main).contains("/opt/server");
    }

    @Test
    void aSignalThatWouldEndItIsAnObstacle() throws IOException {
        process(7, "java\0Main\0", "/usr/lib/jvm/lib/server/libjvm.so", CATCHES_NOT_SIGQUIT);

        assertThat(jvms.find(7).orElseThrow().obstacle()).contains("does not answer to SIGQUIT");
    }

    @Test
    void whatSpillwayRunsInByItselfIsNoHost() throws IOException {
        process(7, "java\0-jar\0/opt/spillway-agent.jar\0run\0", "/jre/lib/server/libjvm.so", CATCHES_SIGQUIT);

        assertThat(jvms.find(7).orElseThrow().obstacle()).isEqualTo("it is Spillway's own");
    }

    @Test
    void aForbiddenAttachIsAnObstacle() throws IOException {
        process(7, "java\0-XX:+DisableAttachMechanism\0Main\0", "/usr/lib/jvm/lib/server/libjvm.so", CATCHES_SIGQUIT);

        assertThat(jvms.find(7).orElseThrow().obstacle()).contains("start it with -javaagent");
    }

    @Test
    void aJvmThatMayNotBeLookedIntoBelongsToAnother() throws IOException {
        process(7, "/usr/bin/java\0Main\0", "", CATCHES_SIGQUIT);
        // Without a maps file, as with one that may not be read.
        Files.delete(proc.resolve("7/maps"));
        process(8, "/usr/bin/python3\0", "", CATCHES_SIGQUIT);
        Files.delete(proc.resolve("8/maps"));

        assertThat(jvms.find(7).orElseThrow().obstacle()).startsWith("it belongs to ");
        assertThat(jvms.find(8)).isEmpty();
    }

    @Test
    void aProcessThatIsGoneIsNoJvm() {
        assertThat(jvms.find(99)).isEmpty();
        assertThat(jvms.exists(99)).isFalse();
    }

    private void process(long pid, String commandLine, String mapped, String caughtSignals) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("cmdline"), commandLine);
        Files.writeString(folder.resolve("maps"), "7f0000000000-7f0000001000 r-xp 00000000 08:01 42 " + mapped + "\n");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nSigCgt:\t" + caughtSignals + "\n");
    }
}
