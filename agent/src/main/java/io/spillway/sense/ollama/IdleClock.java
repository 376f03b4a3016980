package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Model.Activity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Works out for how long a model has had nothing to do. The server does not say; but {@code expires_at} is set anew when a
 * request ends, has passed while a long one runs, and the processor time of the runner grows while it works. A model is at
 * first sight idle for no time at all: what was before is not known.
 */
final class IdleClock {
    /** A working runner takes a whole core or more; a waiting one takes nothing. */
    private static final double WORKING_CORES = 0.1;

    private static final double NANOS_PER_TICK = 1e9 / 100;

    private @Nullable Instant expiresAt;
    private boolean expired;
    private long quietSinceNanos;

    private @Nullable CpuSeen cpu;
    private Activity byCpu = Activity.UNKNOWN;
    private long looks;
    private boolean useTold;

    private record CpuSeen(long pid, long ticks, long atNanos) {}

    /** The listing shows the model with this {@code expires_at}. Call it before {@link #sawCpu}. */
    void sawExpiry(Instant seen, Instant now, long nowNanos) {
        requireNonNull(seen, "seen");
        looks++;
        expired = !seen.isAfter(now);
        if (expired || !seen.equals(expiresAt)) {
            quietSinceNanos = nowNanos;
        }
        expiresAt = seen;
    }

    /** The runner has used so much processor time; ticks are hundredths of a second. */
    void sawCpu(long pid, long ticks, long nowNanos) {
        CpuSeen before = cpu;
        if (before == null || before.pid() != pid) {
            byCpu = Activity.UNKNOWN;
        } else if (nowNanos > before.atNanos()) {
            double cores = (ticks - before.ticks()) * NANOS_PER_TICK / (nowNanos - before.atNanos());
            byCpu = cores >= WORKING_CORES ? Activity.BUSY : Activity.IDLE;
            useTold = true;
        }
        if (byCpu == Activity.BUSY) {
            quietSinceNanos = nowNanos;
        }
        cpu = new CpuSeen(pid, ticks, nowNanos);
    }

    /** The runner cannot be seen. */
    void sawNoCpu() {
        cpu = null;
        byCpu = Activity.UNKNOWN;
        useTold |= looks > 1;
    }

    /**
     * Whether it can be told by now that the model did not work all along. Processor time tells at the second look; before that, an
     * early {@code expires_at} may as well mean a request that has run for long.
     */
    boolean isUseTold() {
        return useTold || expired;
    }

    Duration idle(long nowNanos) {
        return Duration.ofNanos(nowNanos - quietSinceNanos);
    }

    /**
     * An {@code expires_at} that has passed means a request that runs, or an unload that is under way; one in the future proves
     * nothing, so without the runner's processor time it stays unknown.
     */
    Activity activity() {
        return expired ? Activity.BUSY : byCpu;
    }
}
