package io.spillway.testing.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link DockerDaemon}: one for the whole JVM, started for the first that asks and stopped after the last test. */
public final class DockerDaemonExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DockerDaemon.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(DockerDaemon.class, key -> start(), DockerDaemon.class);
    }

    private static DockerDaemon start() {
        try {
            return DockerDaemon.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
