package io.spillway.sense.kernel;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Captured kernel files, kernel version in the name. */
public final class Fixtures {
    private Fixtures() {}

    public static byte[] bytes(String name) {
        try (InputStream in = requireNonNull(Fixtures.class.getResourceAsStream("/fixtures/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static KernelText text(String name) {
        return new KernelText(name, bytes(name));
    }

    /** Lays the fixture down as {@code target}, with the folders above it. */
    public static Path lay(String name, Path target) throws IOException {
        return write(target, bytes(name));
    }

    public static Path lay(Path target, String content) throws IOException {
        return write(target, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Path write(Path target, byte[] content) throws IOException {
        Files.createDirectories(requireNonNull(target.getParent()));
        return Files.write(target, content);
    }
}
