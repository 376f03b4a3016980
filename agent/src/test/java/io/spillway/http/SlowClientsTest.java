package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.guard.Operations.Report;
import io.spillway.http.RawHttp.Answer;
import io.spillway.record.Entry.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowClientsTest {
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final int HANDFUL = 12;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /health HTTP/1.1\r\nHost: localhost\r\n",
                "POST /jolokia/ HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 100\r\n\r\n{",
                "POST /jolokia/ HTTP/1.1\r\nHost: foreign\r\nContent-Length: 100\r\n\r\n",
                "POST /jolokia/ HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n\r\n5"
            })
    void halfSentRequestsDoNotKeepHealthFromAnswering(String half) throws IOException {
        try (RunningService running = new RunningService(SHORT)) {
            for (int i = 0; i < HANDFUL; i++) {
                connect(running, half);
            }

            assertThat(running.http().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void theyAreCutOffWithinSecondsByDefaultToo() throws IOException {
        try (RunningService running = new RunningService()) {
            for (int i = 0; i < HANDFUL; i++) {
                connect(running, "GET /health HTTP/1.1\r\n");
            }

            assertThat(running.http().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void anActionMayTakeLongerThanARequest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (RunningService running = new RunningService(SHORT)) {
            running.operations.report = () -> {
                begun.countDown();
                await(end);
                return new Report(List.of(), 0, "done");
            };
            Future<Answer> answer = client.submit(() -> running.http().get("/optimize"));
            await(begun);

            awaitEnd(connect(running, "G"));
            end.countDown();

            assertThat(answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).status())
                    .isEqualTo(200);
        } finally {
            client.shutdownNow();
        }
    }

    @Test
    void whoDoesNotTakeItsAnswerIsCutOff() throws IOException {
        try (RunningService running = new RunningService(SHORT)) {
            running.journal.add(Kind.OPERATION, "NORMAL", "large", "", 0, 0, "x".repeat(16 << 20));
            for (int i = 0; i < HANDFUL; i++) {
                connect(running, "GET /journal HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
            }

            assertThat(running.http().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatIsKeptServesAnotherRequest() throws IOException {
        try (RunningService running = new RunningService(SHORT)) {
            String request = "GET /nothing HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n";
            Socket kept = connect(running, request);
            assertThat(kept.getInputStream().read()).isEqualTo('H');
            awaitEnd(connect(running, "G"));

            send(kept, running, request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

            assertThat(new String(kept.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("HTTP/1.1 404");
        }
    }

    private Socket connect(RunningService running, String text) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port));
        send(socket, running, text);
        return socket;
    }

    private static void send(Socket socket, RunningService running, String text) throws IOException {
        String request = text.replace("PORT", Integer.toString(running.port));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
