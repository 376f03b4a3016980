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
        // OkHttp names the address that stands for the socket.
        assertThat(faults.describe(new ConnectException("Failed to connect to localhost/127.0.0.1:80")))
                .isEqualTo("nobody listens at " + socket + ": start the container engine");
    }
}
