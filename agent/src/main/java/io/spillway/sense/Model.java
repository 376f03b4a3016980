package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A loaded model.
 *
 * @param digest of the blob or manifest; two names of one blob share one runner
 * @param sizeBytes what the server says that the model takes in all
 * @param gpuBytes the part of it in a GPU's own memory, which frees no host memory
 * @param residentBytes what its runner process holds of host memory, measured
 * @param anonymousBytes the part of that which is not mapped from a file, measured: what unloading makes available
 * @param parameters number of parameters
 * @param quantization such as {@code Q4_K_M}; empty where the server does not say
 * @param expiresAt when the server would unload it by itself
 * @param idle for how long no request has been seen
 * @param activity whether it works right now
 * @param runner the process that holds it
 */
public record Model(
        ModelId id,
        String digest,
        long sizeBytes,
        long gpuBytes,
        Sensed<Long> residentBytes,
        Sensed<Long> anonymousBytes,
        Sensed<Long> parameters,
        String quantization,
        Sensed<Instant> expiresAt,
        Sensed<Duration> idle,
        Activity activity,
        Sensed<ProcessRef> runner) {

    /** What a model does. {@code UNKNOWN}: the server does not say. */
    public enum Activity {
        IDLE,
        BUSY,
        LOADING,
        UNKNOWN
    }

    public Model {
        requireNonNull(id, "id");
        requireNonNull(digest, "digest");
        requireNonNull(residentBytes, "residentBytes");
        requireNonNull(anonymousBytes, "anonymousBytes");
        requireNonNull(parameters, "parameters");
        requireNonNull(quantization, "quantization");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(idle, "idle");
        requireNonNull(activity, "activity");
        requireNonNull(runner, "runner");
        if (sizeBytes < 0 || gpuBytes < 0) {
            throw new IllegalArgumentException("negative size of " + id);
        }
    }

    /** What becomes available with it: less than {@link #hostBytes} where its weights are mapped from a file. */
    public long freeableBytes() {
        return anonymousBytes.orElse(hostBytes());
    }

    /** Host memory that goes with it: measured where that is known, else what the server says. */
    public long hostBytes() {
        return residentBytes.orElse(Math.max(0, sizeBytes - gpuBytes));
    }
}
