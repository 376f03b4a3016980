package io.spillway.act.self;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A thread of this JVM as the kernel numbers it. */
record NativeThread(String tid) {
    /** The kernel keeps so many bytes of a thread's name. */
    private static final int NAME_BYTES = 15;

    /** The thread with that Java name; newer JVMs shorten a long name in the middle, older ones cut it off. */
    static NativeThread named(Path proc, String javaName) throws IOException {
        List<String> names = kernelNames(javaName);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve("self/task"))) {
            for (Path thread : threads) {
                if (names.contains(name(thread))) {
                    found.add(thread.getFileName().toString());
                }
            }
        }
        if (found.size() != 1) {
            throw new IOException(
                    found.isEmpty()
                            ? "no thread is named " + javaName
                            : found.size() + " threads are named " + javaName + " to the kernel");
        }
        return new NativeThread(found.get(0));
    }

    private static List<String> kernelNames(String javaName) {
        if (javaName.length() <= NAME_BYTES) {
            return List.of(javaName);
        }
        return List.of(
                javaName.substring(0, NAME_BYTES),
                javaName.substring(0, 7) + ".." + javaName.substring(javaName.length() - 6));
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).trim();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
