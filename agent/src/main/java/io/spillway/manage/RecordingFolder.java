package io.spillway.manage;

import static java.util.Objects.requireNonNull;

import io.spillway.record.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** Where recordings are written: names are ours alone, and there are never too many. */
final class RecordingFolder {
    private static final int MOST_FILES = 10;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'spillway-'yyyyMMdd'T'HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path path;

    RecordingFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A file that does not exist yet, in the folder that does now. */
    Path newFile(Instant now) {
        try {
            create();
            long files = count();
            if (files >= MOST_FILES) {
                throw new IllegalStateException(
                        "%d recordings lie in %s already: move or delete some of them first".formatted(files, path));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot write into " + path + ": " + e, e);
        }
        String name = NAME.format(now);
        Path file = path.resolve(name + ".jfr");
        for (int again = 2; Files.exists(file); again++) {
            file = path.resolve(name + "-" + again + ".jfr");
        }
        return file;
    }

    /** For the owner alone: a recording holds the JVM's environment and properties, and so perhaps passwords. */
    private void create() throws IOException {
        if (!Files.isDirectory(path)) {
            StateFile.createDirectory(requireNonNull(path.toAbsolutePath().getParent()));
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jfr"))
                    .count();
        }
    }
}
