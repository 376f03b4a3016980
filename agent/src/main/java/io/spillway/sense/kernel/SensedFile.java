package io.spillway.sense.kernel;

import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A kept-open kernel file whose value may also be absent or unknown. Not thread-safe. */
public final class SensedFile<T> implements AutoCloseable {
    /** Makes the value of the text; absent where this kernel does not tell it. */
    @FunctionalInterface
    public interface Parser<T> {
        Sensed<T> parse(KernelText text, Instant at) throws IOException;
    }

    private final Path path;
    private final KeptFile file;
    private final Parser<T> parser;
    private final String absence;
    private final InstantSource clock;
    private @Nullable Instant failingSince;

    /** @param absence what it means that there is no such file, for people */
    public SensedFile(Path path, Parser<T> parser, String absence, InstantSource clock) {
        this.path = path;
        this.file = new KeptFile(path);
        this.parser = parser;
        this.absence = absence;
        this.clock = clock;
    }

    public Sensed<T> read() {
        Instant now = clock.instant();
        try {
            Sensed<T> value = parser.parse(file.read(), now);
            failingSince = null;
            return value;
        } catch (IOException e) {
            if (Files.notExists(path) || isUnsupported(e)) {
                failingSince = null;
                return new Sensed.Absent<>(path + ": " + absence);
            }
            Instant since = failingSince == null ? now : failingSince;
            failingSince = since;
            return new Sensed.Unknown<>(String.valueOf(e.getMessage()), since);
        }
    }

    /** A kernel that has the file, and the feature switched off, refuses with EOPNOTSUPP. */
    private static boolean isUnsupported(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Operation not supported");
    }

    @Override
    public void close() {
        file.close();
    }
}
