package io.spillway.testing.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The programs that the container tests need. */
final class Programs {
    private Programs() {}

    /** @throws IllegalStateException it is not there: the message says what to do */
    static Path find(String name) {
        var folders = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1));
        return Stream.concat(folders, Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " here: run scripts/parts/docker first"));
    }

    /** Runs it to its end; answers what it wrote. */
    static String run(String name, String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(find(name).toString()), Arrays.stream(arguments))
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " ran", e);
        }
        return output;
    }
}
