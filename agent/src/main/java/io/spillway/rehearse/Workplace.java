package io.spillway.rehearse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/**
 * The temporary folder of one rehearsal. A lock shows that its rehearsal lives: the folder of one that was killed is removed by the
 * next, whatever has become of its PID.
 */
final class Workplace implements AutoCloseable {
    static final String PREFIX = "spillway-rehearsal-";
    private static final String LOCK = "lock";

    /** Between making its folder and locking it a rehearsal that starts at the same moment must not be taken for dead. */
    private static final Duration LONGEST_BEGINNING = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel lock;

    private Workplace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder, after removing what dead rehearsals of this user have left. */
    static Workplace open(Path temporary, Instant now) throws IOException {
        Path folder = Files.createTempDirectory(temporary, PREFIX);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Workplace workplace = new Workplace(folder, channel);
        workplace.sweep(temporary, now);
        return workplace;
    }

    Path folder() {
        return folder;
    }

    private void sweep(Path temporary, Instant now) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path other : others) {
                if (!other.equals(folder) && isDead(other, now)) {
                    delete(other);
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            // Somebody else's, or two sweep at the same time; the next one tries again.
        }
    }

    private boolean isDead(Path other, Instant now) throws IOException {
        if (!Files.getOwner(other).equals(Files.getOwner(folder))) {
            return false;
        }
        if (!Files.exists(other.resolve(LOCK))) {
            return Files.getLastModifiedTime(other).toInstant().isBefore(now.minus(LONGEST_BEGINNING));
        }
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException inThisJvm) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(folder);
    }
}
