package io.spillway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spillway.transport.NoAnswerException.Kind;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private final HttpStack stack = new HttpStack();
    private final MockWebServer server = new MockWebServer();
    private Endpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        server.start(InetAddress.getLoopbackAddress(), 0);
        endpoint = endpoint("http://127.0.0.1:" + server.getPort());
    }

    @AfterEach
    void end() {
        stack.close();
        server.close();
    }

    @Test
    void anAnswerIsAnAnswerWhateverItsStatus() throws Exception {
        server.enqueue(new MockResponse.Builder().code(500).body("sorry").build());

        Answer answer = endpoint.get("/api/ps");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).asString(UTF_8).isEqualTo("sorry");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/api/ps");
    }

    @Test
    void postsJsonBelowThePathOfTheAddress() throws Exception {
        server.enqueue(new MockResponse.Builder().body("{}").build());

        endpoint("http://127.0.0.1:" + server.getPort() + "/behind/")
                .post("/api/show", "{\"model\":\"a\"}".getBytes(UTF_8), Duration.ofSeconds(5));

        var request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/behind/api/show");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getBody().utf8()).isEqualTo("{\"model\":\"a\"}");
    }

    @Test
    void whereNobodyListensTheServerWasNotReached() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        NoAnswerException e = failure(() -> endpoint("http://127.0.0.1:" + port).get("/"));

        assertThat(e.kind()).isEqualTo(Kind.NOT_REACHED);
        assertThat(e).hasMessageStartingWith("nobody listens at http://127.0.0.1:" + port);
    }

    @Test
    void aServerThatStopsListeningIsNotReachedAnyMore() throws Exception {
        server.enqueue(
                new MockResponse.Builder().setHeader("Connection", "close").build());
        endpoint.get("/");
        server.close();

        assertThat(failure(() -> endpoint.get("/")).kind()).isEqualTo(Kind.NOT_REACHED);
    }

    @Test
    void aHostWithoutAddressIsNotReached() {
        NoAnswerException e =
                failure(() -> endpoint("http://nowhere.invalid:11434").get("/"));

        assertThat(e.kind()).isEqualTo(Kind.NOT_REACHED);
        assertThat(e).hasMessage("no host of the name nowhere.invalid is known");
    }

    @Test
    void aServerThatHasStoppedAcceptingIsNotNobody() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Linux takes one more than the backlog says; the next ones get no answer.
            for (int i = 0; i < 2; i++) {
                waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            }

            NoAnswerException e = failure(
                    () -> endpoint("http://127.0.0.1:" + full.getLocalPort()).get("/"));

            assertThat(e.kind()).isEqualTo(Kind.BROKE_OFF);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aServerThatKeepsSilentBreaksOff() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        NoAnswerException e = failure(() -> endpoint.post("/", new byte[0], Duration.ofMillis(300)));

        assertThat(e.kind()).isEqualTo(Kind.BROKE_OFF);
        assertThat(e).hasMessage(endpoint.base() + " does not answer within 0.3 s");
    }

    @Test
    void aConnectionThatIsCutBreaksOff() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());

        assertThat(failure(() -> endpoint.get("/")).kind()).isEqualTo(Kind.BROKE_OFF);
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        Buffer much = new Buffer();
        much.write(new byte[5 << 20]);
        server.enqueue(new MockResponse.Builder().body(much).build());

        NoAnswerException e = failure(() -> endpoint.get("/"));

        assertThat(e).hasMessage(endpoint.base() + " answers without end");
    }

    @Test
    void aServerWithoutTlsBreaksOffAtAnAddressWithTls() {
        NoAnswerException e =
                failure(() -> endpoint("https://127.0.0.1:" + server.getPort()).get("/"));

        assertThat(e.kind()).isEqualTo(Kind.BROKE_OFF);
    }

    @Test
    void afterTheStackWasClosedNothingIsAsked() {
        stack.close();

        assertThat(failure(() -> endpoint.get("/"))).hasMessage(endpoint.base() + " is no longer asked");
    }

    @Test
    void anAddressWithoutHostIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint("localhost:11434"))
                .withMessage("not an address of the form http://host:port: localhost:11434");
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint("ftp://127.0.0.1"));
    }

    @Test
    void whereNobodyListensOkHttpIsNotEvenLoaded() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KnockAtAClosedPort.class.getName())
                .redirectErrorStream(true)
                .start();
        try (InputStream in = process.getInputStream()) {
            String output = new String(in.readAllBytes(), UTF_8);

            assertThat(output).contains("nobody listens at").contains("io.spillway.transport.Endpoint");
            assertThat(output).doesNotContain(" okhttp3.").doesNotContain(" okio.");
        }
        assertThat(process.waitFor()).isZero();
    }

    /** The program of the test above. */
    static final class KnockAtAClosedPort {
        public static void main(String[] args) throws Exception {
            int port;
            try (ServerSocket closed = new ServerSocket(0)) {
                port = closed.getLocalPort();
            }
            try (HttpStack stack = new HttpStack()) {
                new Endpoint(stack, URI.create("http://127.0.0.1:" + port)).get("/");
            } catch (NoAnswerException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Endpoint endpoint(String url) {
        return new Endpoint(stack, URI.create(url));
    }

    private static NoAnswerException failure(ThrowingCallable call) {
        return catchThrowableOfType(NoAnswerException.class, call);
    }
}
