package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The counter of file pages that were read again, in {@code /proc/vmstat} or a cgroup's {@code memory.stat}. */
public final class RefaultText {
    /** A cgroup of version 1: its children are in the figures that begin with {@code total_}. */
    private static final byte[] WITH_CHILDREN = "total_workingset_refault_file ".getBytes(ISO_8859_1);

    private static final byte[] FILE = "workingset_refault_file ".getBytes(ISO_8859_1);
    /** Kernels before 5.9 counted file pages alone, under this name. */
    private static final byte[] BEFORE_5_9 = "workingset_refault ".getBytes(ISO_8859_1);

    private RefaultText() {}

    public static SensedFile<Refaults> open(Path file, InstantSource clock) {
        return new SensedFile<>(file, RefaultText::parse, "this kernel counts no refaults", clock);
    }

    public static Sensed<Refaults> parse(KernelText text, Instant at) throws IOException {
        if (text.isEmpty()) {
            throw text.fault("is empty");
        }
        if (text.find(WITH_CHILDREN) || text.find(FILE) || text.find(BEFORE_5_9)) {
            return new Sensed.Known<>(new Refaults(text.number()), at);
        }
        return new Sensed.Absent<>("this kernel counts no refaults of file pages (workingset_refault_file)");
    }
}
