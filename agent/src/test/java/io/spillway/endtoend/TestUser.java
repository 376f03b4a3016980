package io.spillway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user whose processes the guard may end: a number without an account and another one for each run of the tests, so that nobody
 * else's process is ever in its scope, not even one of a second run beside this one. Needs root, setpriv and gcc.
 */
final class TestUser implements AutoCloseable {
    static final long UID = 1_000_000_000 + ProcessHandle.current().pid();

    /** Everything that it starts ends by itself after this. */
    private static final int HOLD_SECONDS = 120;

    private final Path folder;
    private final List<Program> programs = new ArrayList<>();

    /** Compiles the memory hog into a folder that everybody may enter. */
    TestUser() throws Exception {
        folder = Files.createTempDirectory(
                Path.of("/tmp"),
                "spillway-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Program compiler = Program.start(List.of(
                "gcc",
                "-O2",
                "-static",
                "-o",
                folder.resolve("hog").toString(),
                Path.of("../scripts/guest/hog.c").toAbsolutePath().toString()))) {
            assertThat(compiler.exitStatus()).as("%s", compiler).isZero();
        }
    }

    /** A program that fills that much as fast as it can and holds it. */
    Program hog(int mebibytes) throws IOException {
        return hog("hog", mebibytes);
    }

    /** The same under another name. */
    Program hog(String name, int mebibytes) throws IOException {
        Path file = folder.resolve(name);
        if (Files.notExists(file)) {
            Files.copy(folder.resolve("hog"), file, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return start(
                List.of(file.toString(), "anon", Integer.toString(mebibytes), "0", Integer.toString(HOLD_SECONDS)));
    }

    /** A program of this user; everybody must be able to read it. */
    Program start(List<String> command) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--"));
        all.addAll(command);
        Program program = Program.start(all);
        programs.add(program);
        return program;
    }

    /** A copy that everybody may read. */
    Path copy(Path file) throws IOException {
        Path copy = folder.resolve(file.getFileName());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    @Override
    public void close() throws IOException {
        programs.forEach(Program::close);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
