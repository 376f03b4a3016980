package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuickExitTest {
    @Test
    void onceClosedItHoldsNothing() throws InterruptedException {
        WeakReference<AutoCloseable> server = hookedAndClosed();

        assertThat(AgentThreads.waiting()
                        .until(
                                () -> {
                                    System.gc();
                                    return server.get() == null;
                                },
                                Duration.ofSeconds(10)))
                .isTrue();
    }

    @SuppressWarnings("try")
    private static WeakReference<AutoCloseable> hookedAndClosed() {
        AutoCloseable server = new Server();
        try (QuickExit hook = QuickExit.of(server)) {
            return new WeakReference<>(server);
        }
    }

    private static final class Server implements AutoCloseable {
        @Override
        public void close() {}
    }
}
