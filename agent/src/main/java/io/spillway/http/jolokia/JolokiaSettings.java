package io.spillway.http.jolokia;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * What Jolokia needs from outside.
 *
 * @param platformMBeanServer asked at the first request and not before: the first call of {@code getPlatformMBeanServer()} in a JVM
 *     starts the host's log manager, and wants the system class loader as context
 * @param operatorPolicy the operator's {@code jolokia-access.xml}, which opens more; null, or a file that need not exist
 */
public record JolokiaSettings(
        Supplier<MBeanServer> platformMBeanServer, @Nullable Path operatorPolicy) {
    public JolokiaSettings {
        requireNonNull(platformMBeanServer, "platformMBeanServer");
    }
}
