package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
    @Test
    void findsTheProgramThatListens() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String holder = new PortHolder(Path.of("/proc")).describe(listening.getLocalPort());

            assertThat(holder).startsWith(" by PID " + ProcessHandle.current().pid() + " (");
        }
    }

    @Test
    void saysNothingWhereItCannotBeTold(@TempDir Path empty) {
        assertThat(new PortHolder(empty).describe(8523)).isEmpty();
    }
}
