package io.spillway.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Approved pictures. What was drawn instead stands below {@code target/golden}, to be looked at and copied if it is right. */
final class Golden {
    private static final Path APPROVED = Path.of("src", "test", "resources", "io", "spillway", "rehearse");
    private static final Path DRAWN = Path.of("target", "golden");

    private Golden() {}

    static List<String> lines(String file, List<String> drawn) {
        try {
            Files.createDirectories(DRAWN);
            Files.write(DRAWN.resolve(file), drawn, UTF_8);
            Path approved = APPROVED.resolve(file);
            return Files.exists(approved) ? Files.readAllLines(approved, UTF_8) : List.of("nothing is approved yet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
