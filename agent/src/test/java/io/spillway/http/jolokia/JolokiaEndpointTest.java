package io.spillway.http.jolokia;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JolokiaEndpointTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final JolokiaSettings settings = new JolokiaSettings(
            () -> {
                asked.incrementAndGet();
                return ManagementFactory.getPlatformMBeanServer();
            },
            null);

    @Test
    void theMBeanServerIsAskedForAtTheFirstRequestAndNotBefore() throws IOException {
        try (JolokiaEndpoint endpoint = new JolokiaEndpoint(settings, new Semaphore(2))) {
            assertThat(asked).hasValue(0);

            endpoint.get("/jolokia/version", "version", Map.of());
            endpoint.get("/jolokia/version", "version", Map.of());

            assertThat(asked).hasValue(1);
        }
    }

    /** Jolokia's two listeners hold this object, and nothing else does once the endpoint is closed. */
    @Test
    void closeLeavesNoListenerOnTheMBeanServer() throws IOException {
        JolokiaEndpoint endpoint = new JolokiaEndpoint(settings, new Semaphore(2));
        endpoint.get("/jolokia/version", "version", Map.of());
        WeakReference<Object> listener =
                new WeakReference<>(requireNonNull(endpoint.context()).getMBeanServerAccess());
        assertThat(isCollected(listener, Duration.ofMillis(200))).isFalse();

        endpoint.close();

        assertThat(isCollected(listener, Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aClosedEndpointStaysClosed() {
        JolokiaEndpoint endpoint = new JolokiaEndpoint(settings, new Semaphore(2));
        endpoint.close();

        assertThatThrownBy(() -> endpoint.get("/jolokia/version", "version", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stopped");
        assertThat(asked).hasValue(0);
    }

    @Test
    void anOperationWaitsForNobodyWhenTheSlotsAreTaken() throws IOException {
        Semaphore slots = new Semaphore(0);
        try (JolokiaEndpoint endpoint = new JolokiaEndpoint(settings, slots)) {
            String body = "[{\"type\":\"exec\",\"mbean\":\"spillway:type=Guard\",\"operation\":\"optimize\"},"
                    + "{\"type\":\"version\"}]";
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            endpoint.post(body, Map.of()).body().writeTo(out);

            assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"status\":429", "\"status\":200");
        }
    }

    @Test
    void aSettingThatJolokiaDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> AgentProperties.configuration(Map.of("maxDeep", "8")))
                .hasMessageContaining("maxDeep");
    }

    private static boolean isCollected(WeakReference<Object> reference, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (reference.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        return reference.get() == null;
    }
}
