package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.config.HttpConfig;
import io.spillway.guard.Operations.Report;
import io.spillway.http.RawHttp.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServiceLifecycleTest {
    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpService second = running.service(new HttpConfig(taken.getLocalPort(), "127.0.0.1"), null);

            assertThatThrownBy(second::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 is taken by PID "
                            + ProcessHandle.current().pid() + " (")
                    .hasMessageContaining("--set http.port=");
            second.close();
        }
    }

    @Test
    void anAddressThatIsNotLoopbackIsRefused() {
        HttpService open = running.service(new HttpConfig(0, "0.0.0.0"), null);

        assertThatThrownBy(open::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void closeLeavesNoPortAndNoThread() throws IOException {
        running.http().get("/jolokia/version");
        List<Thread> before = serverThreads();
        assertThat(before).isNotEmpty().allMatch(Thread::isDaemon);

        running.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), running.port).close())
                .isInstanceOf(ConnectException.class);
        assertThat(running.threads).noneMatch(Thread::isAlive);
        // The JDK's timer was told to end and does so by itself; the deadline is only for a test that fails.
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!serverThreads().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(serverThreads()).isEmpty();
        assertThat(System.getProperty("sun.net.httpserver.nodelay")).isNull();
    }

    @Test
    void closeCutsOffAnActionThatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        running.operations.report = () -> {
            begun.countDown();
            await(new CountDownLatch(1));
            return new Report(List.of(), 0, "never");
        };
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> waiting = client.submit(() -> running.http().get("/optimize"));
            await(begun);

            running.close();

            assertThat(running.threads).noneMatch(Thread::isAlive);
            assertThatThrownBy(waiting::get).isNotNull();
        } finally {
            client.shutdownNow();
        }
    }

    private static List<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive()
                        && (thread.getName().startsWith("HTTP-Dispatcher")
                                || thread.getName().startsWith("idle-timeout")
                                || thread.getName().startsWith("server-timer")))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
