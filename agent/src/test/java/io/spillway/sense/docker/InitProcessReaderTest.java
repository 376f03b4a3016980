package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.ContainerId;
import io.spillway.sense.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitProcessReaderTest {
    private static final ContainerId ID = new ContainerId("ab".repeat(32));
    private static final String STAT =
            "77 (a ) S (x) S 1 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 %d 1000 200 18446744073709551615";

    private final Path proc;
    private final InitProcessReader reader;

    InitProcessReaderTest(@TempDir Path proc) {
        this.proc = proc;
        this.reader = new InitProcessReader(proc);
    }

    @BeforeEach
    void aProcess() throws IOException {
        Files.createDirectory(proc.resolve("77"));
        write("stat", STAT.formatted(4711));
    }

    @Test
    void findsStartTimeAndGroupOnVersionOne() throws IOException {
        write("cgroup", "5:devices:/docker/x\n4:cpu,memory:/docker/" + ID.value() + "\n0::/\n");

        assertThat(reader.read(ID, 77)).isEqualTo(new InitProcess(new ProcessRef(77, 4711), "/docker/" + ID.value()));
    }

    @Test
    void findsTheGroupOnVersionTwo() throws IOException {
        write("cgroup", "0::/system.slice/docker-" + ID.value() + ".scope\n");

        assertThat(reader.read(ID, 77).cgroup()).isEqualTo("/system.slice/docker-" + ID.value() + ".scope");
    }

    @Test
    void theGroupOfTheContainerHoldsThoseMadeInside() throws IOException {
        write("cgroup", "0::/machine.slice/libpod-" + ID.value() + ".scope/container/init.scope\n");

        assertThat(reader.read(ID, 77).cgroup()).isEqualTo("/machine.slice/libpod-" + ID.value() + ".scope");
    }

    @Test
    void aProcessOfSomethingElseIsRefused() throws IOException {
        write("cgroup", "0::/user.slice/session-1.scope\n");

        assertThatThrownBy(() -> reader.read(ID, 77))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PID namespace");
    }

    @Test
    void aProcessThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> reader.read(ID, 78)).isInstanceOf(IOException.class);
    }

    @Test
    void aPidThatWasGivenAwayIsNotTheSameProcess() throws IOException {
        var ref = new ProcessRef(77, 4711);
        assertThat(reader.stillLives(ref)).isTrue();

        write("stat", STAT.formatted(4712));

        assertThat(reader.stillLives(ref)).isFalse();
    }

    @Test
    void aStatWithoutStartTimeIsRefused() throws IOException {
        write("stat", "77 (a) S 1");

        assertThatThrownBy(() -> reader.read(ID, 77)).isInstanceOf(IOException.class);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(proc.resolve("77").resolve(name), text);
    }
}
