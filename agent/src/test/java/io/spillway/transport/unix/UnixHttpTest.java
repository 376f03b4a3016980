package io.spillway.transport.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.testing.docker.Eventually;
import io.spillway.testing.docker.UnixServer;
import io.spillway.transport.HttpStack;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixHttpTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final HttpStack stack = new HttpStack();

    @AfterEach
    void closeStack() {
        stack.close();
    }

    @Test
    void aRequestReachesTheSocketAndItsAnswerComesBack() throws Exception {
        try (var server = new UnixServer((request, connection) -> connection.json(200, "\"" + request + "\""));
                var response = get(client(server.socket(), LONG, LONG)).execute()) {
            assertThat(response.body().string()).isEqualTo("\"GET /\"");
        }
    }

    @Test
    void aPostWithABodyReachesTheSocket() throws Exception {
        try (var server = new UnixServer((request, connection) -> connection.json(200, "\"" + request + "\""));
                var response = client(server.socket(), LONG, LONG)
                        .newCall(new Request.Builder()
                                .url(UnixHttp.ADDRESS)
                                .post(RequestBody.create(new byte[100]))
                                .build())
                        .execute()) {
            assertThat(response.body().string()).isEqualTo("\"POST /\"");
        }
    }

    @Test
    void noConnectionIsKept() throws Exception {
        String keepAlive = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n";
        try (var server = new UnixServer((request, connection) -> connection.raw(keepAlive))) {
            var client = client(server.socket(), LONG, LONG);

            try (var response = get(client).execute()) {
                assertThat(response.code()).isEqualTo(200);
            }

            Eventually.becomes(
                    "no connection is kept", () -> client.connectionPool().connectionCount() == 0);
        }
    }

    @Test
    void aServerThatSaysNothingIsLeftAtTheReadTimeout() throws Exception {
        try (var server = new UnixServer((request, connection) -> connection.hang())) {
            assertThatThrownBy(() ->
                            close(get(client(server.socket(), SHORT, LONG)).execute()))
                    .isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void aDrippingAnswerIsLeftAtTheCallTimeout() throws Exception {
        UnixServer.Script drip = (request, connection) -> {
            connection.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            while (true) {
                connection.raw("x");
            }
        };
        try (var server = new UnixServer(drip);
                var response = get(client(server.socket(), LONG, SHORT)).execute()) {
            assertThatThrownBy(() -> response.body().source().skip(1_000_000_000))
                    .isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void aFullBacklogIsLeftAtTheCallTimeout(@TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(
                Files.createTempDirectory(folder, "b").resolve("s"));
        var waiting = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            while (fits(address, waiting)) {
                assertThat(waiting).hasSizeLessThan(100);
            }

            assertThatThrownBy(() ->
                            close(get(client(address.getPath(), LONG, SHORT)).execute()))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            for (var channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void aCancelledCallEndsAtOnce() throws Exception {
        var asked = new CompletableFuture<String>();
        UnixServer.Script script = (request, connection) -> {
            asked.complete(request);
            connection.hang();
        };
        try (var server = new UnixServer(script)) {
            var call = get(client(server.socket(), LONG, LONG));
            var cancelled = asked.thenRunAsync(call::cancel);

            assertThatThrownBy(() -> close(call.execute())).isInstanceOf(IOException.class);
            cancelled.join();
        }
    }

    @Test
    void aMissingSocketIsAConnectException(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        close(get(client(folder.resolve("none"), LONG, LONG)).execute()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aSocketThatNobodyListensAtIsAConnectException() throws Exception {
        var folder = Files.createTempDirectory(Path.of("/tmp"), "spillway-");
        var socket = folder.resolve("s");
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket))
                    .close();

            assertThatThrownBy(() -> close(get(client(socket, LONG, LONG)).execute()))
                    .isInstanceOf(ConnectException.class);
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    @Test
    void cancellingItsCallsLeavesThoseOfTheBaseAlone() {
        var client = client(Path.of("/nowhere"), LONG, LONG);

        assertThat(client.dispatcher()).isNotSameAs(stack.client().dispatcher());
    }

    @Test
    void callsThatFailLeaveNoDescriptorBehind() throws Exception {
        var nowhere = client(Path.of("/nowhere"), LONG, LONG);
        try (var server = new UnixServer((request, connection) -> connection.hang())) {
            var client = client(server.socket(), Duration.ofMillis(10), LONG);
            long before = openDescriptors();

            for (int call = 0; call < 50; call++) {
                assertThatThrownBy(() -> close(get(nowhere).execute())).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> close(get(client).execute())).isInstanceOf(IOException.class);
            }

            // The test's own server keeps its 50 ends.
            assertThat(openDescriptors()).isLessThan(before + 50 + 20);
        }
    }

    private static long openDescriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** Whether one more fits into the backlog; a channel that does not block is told at once. */
    private static boolean fits(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(channel);
        channel.configureBlocking(false);
        try {
            return channel.connect(address);
        } catch (IOException e) {
            return false; // EAGAIN
        }
    }

    private OkHttpClient client(Path socket, Duration read, Duration call) {
        return UnixHttp.client(stack.client(), socket, read, call);
    }

    private static Call get(OkHttpClient client) {
        return client.newCall(new Request.Builder().url(UnixHttp.ADDRESS).build());
    }

    private static void close(Response response) {
        response.close();
    }
}
