package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFaultsTest {
    private final Path socket;
    private final EngineFaults faults;

    EngineFaultsTest(@TempDir Path folder) throws IOException {
        this.socket = Files.createFile(folder.resolve("docker.sock"));
        this.faults = new EngineFaults(socket);
    }

    @Test
    void wantOfPermissionIsToldWithItsRemedy() {
        assertThat(faults.describe(new ConnectException(socket + ": Permission denied")))
                .isEqualTo("no permission to use " + socket + ": add the user to the docker group or run as root");
    }

    @Test
    void aSocketThatNobodyListensAtIsToldWithItsRemedy() {
        assertThat(faults.describe(new ConnectException(socket + ": Connection refused")))
                .isEqualTo("nobody listens at the socket (" + socket
                        + ": Connection refused): start the container engine");
    }
}
