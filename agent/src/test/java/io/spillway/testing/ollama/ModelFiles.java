package io.spillway.testing.ollama;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model files, each written once for all test runs and kept in the cache folder. */
final class ModelFiles {
    private ModelFiles() {}

    static Path of(RandomModel model) throws IOException {
        Path folder = cacheFolder().resolve("models");
        Path file = folder.resolve(model.fileName());
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "unfinished", ".gguf");
            try {
                GgufWriter.write(model, unfinished);
                Files.move(unfinished, file, ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return file;
    }

    static Path cacheFolder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("spillway");
    }
}
