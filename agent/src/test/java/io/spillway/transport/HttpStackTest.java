package io.spillway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.testing.ollama.Until;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpStackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpStack stack = new HttpStack();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    // Of the JDK alone: a server of OkHttp's would keep the very threads alive that are looked for.
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        stack.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void hasALimitForEverything() {
        OkHttpClient client = stack.client();

        assertThat(client.callTimeoutMillis()).isEqualTo(3_000);
        assertThat(client.connectTimeoutMillis()).isEqualTo(2_000);
        assertThat(client.readTimeoutMillis()).isEqualTo(2_000);
        assertThat(client.writeTimeoutMillis()).isEqualTo(2_000);
    }

    @Test
    void goesNowhereElseThanItWasTold() throws Exception {
        answerOnce("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");

        try (Response response = stack.client().newCall(request()).execute()) {
            assertThat(response.code()).isEqualTo(302);
        }
        assertThat(stack.client().proxy()).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void endsAnAnswerThatDripsForEver() {
        threads.execute(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"));
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(100);
                while (true) {
                    socket.getOutputStream().write('x');
                    try {
                        if (in.read() < 0) {
                            return;
                        }
                    } catch (SocketTimeoutException goOn) {
                        // Another drop.
                    }
                }
            } catch (IOException clientGone) {
                // That is what the test waits for.
            }
        });

        assertThatThrownBy(() -> {
                    try (Response response = stack.client().newCall(request()).execute()) {
                        response.body().bytes();
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void closingEndsACallThatHangs() throws Exception {
        Call call = stack.client().newCall(request());
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(
                () -> {
                    try (Response response = call.execute()) {
                        return response.code();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
        try (Socket accepted = server.accept()) {
            assertThat(accepted.getInputStream().read()).isEqualTo('G');

            stack.close();

            assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
            assertThat(call.isCanceled()).isTrue();
        }
    }

    @Test
    void leavesNoThreadBehindSoonAfterItWasClosed() throws Exception {
        answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        try (Response response = stack.client().newCall(request()).execute()) {
            assertThat(response.body().string()).isEqualTo("ok");
        }
        assertThat(libraryThreads()).isNotZero();

        stack.close();

        Until.holds(() -> libraryThreads() == 0, PATIENCE, "the threads of OkHttp and Okio to end");
    }

    @Test
    void anotherStackWorksAfterOneWasClosed() throws Exception {
        stack.client();
        stack.close();

        try (HttpStack another = new HttpStack()) {
            answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            try (Response response = another.client().newCall(request()).execute()) {
                assertThat(response.body().string()).isEqualTo("ok");
            }
        }
    }

    @Test
    void isNotUsedAfterItWasClosed() {
        stack.close();

        assertThatThrownBy(stack::client)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the HTTP stack was closed");
    }

    private Request request() {
        return new Request.Builder()
                .url("http://127.0.0.1:" + server.getLocalPort() + "/")
                .build();
    }

    private void answerOnce(String answer) {
        threads.execute(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[4_096]);
                socket.getOutputStream().write(ascii(answer));
                // Until the client closes the connection: it is kept in its pool.
                socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("OkHttp") || name.startsWith("Okio"))
                .count();
    }
}
