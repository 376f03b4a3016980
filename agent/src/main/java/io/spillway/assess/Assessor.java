package io.spillway.assess;

import io.spillway.config.Levels;
import io.spillway.sense.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a reading into an assessment. Pure: the same arguments give the same result. */
public final class Assessor {
    /** Assesses {@code reading}, whose own time is the present; {@code previous} is null at the very first. */
    public Assessment assess(Reading reading, @Nullable Assessment previous, Levels levels) {
        return new Assessment(
                Level.NORMAL, reading.atNanos(), List.of(), reading, 0, 0, Double.POSITIVE_INFINITY, History.NONE);
    }
}
