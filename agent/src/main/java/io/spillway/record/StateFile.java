package io.spillway.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A small file in the state directory that is only ever replaced as a whole: after a crash it is the old one or the new one. */
public final class StateFile {
    private static final long LARGEST_BYTES = 4L << 20;

    private final Path directory;
    private final Path path;

    public StateFile(Path directory, String name) {
        this.directory = directory;
        this.path = directory.resolve(name);
    }

    public Path path() {
        return path;
    }

    /** What is in it; empty where there is none. */
    public Optional<byte[]> read() throws IOException {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new IOException(path + " is far larger than anything that was written there");
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Replaces it; when this returns, the new content is on the disk. */
    public synchronized void replace(byte[] content) throws IOException {
        createDirectory(directory);
        Path temporary = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    public synchronized void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            forceDirectory();
        }
    }

    /** Renames what cannot be used, so that somebody can look at it; answers what it is called now. */
    public synchronized Path setAside() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        return Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without this the rename itself may be lost with the power. */
    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Creates the state directory where there is none. What Spillway saw of a machine (the names of everybody's programs) is for its
     * own user and group.
     */
    public static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
    }
}
