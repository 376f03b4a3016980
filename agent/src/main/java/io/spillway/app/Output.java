package io.spillway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this process writes to. */
final class Output {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Output() {}

    /** Whether somebody sees it on a terminal that can draw in place. */
    static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }
}
