package io.spillway.testing.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the image of the tests' containers: a static busybox and a static memory hog, nothing else. */
final class TestImage {
    private static final List<String> APPLETS = List.of("sh", "sleep", "cat", "dd", "true");

    private TestImage() {}

    /** Writes the image's root as a tar file into {@code folder}. */
    static Path build(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("image"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(Programs.find("busybox"), bin.resolve("busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        var hog = root.resolve("hog").toString();
        Programs.run("gcc", "-O1", "-static", "-o", hog, hogSource().toString());
        Path tar = folder.resolve("image.tar");
        Programs.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        return tar;
    }

    private static Path hogSource() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path source = at.resolve("scripts/guest/hog.c");
            if (Files.exists(source)) {
                return source;
            }
        }
        throw new IllegalStateException(
                "scripts/guest/hog.c is not above " + Path.of("").toAbsolutePath());
    }
}
