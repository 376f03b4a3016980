package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One entry of {@code /api/ps}.
 *
 * @param digest of the manifest: the same name with another digest is another model
 * @param sizeBytes the scheduler's estimate of weights, cache and graph
 * @param gpuBytes the part of it in the memory of GPUs
 * @param quantization empty where the server does not say
 * @param expiresAt set when the last request ends; not moved while one runs
 */
public record LoadedModel(
        ModelName name, String digest, long sizeBytes, long gpuBytes, String quantization, Instant expiresAt) {
    public LoadedModel {
        requireNonNull(name, "name");
        requireNonNull(digest, "digest");
        requireNonNull(quantization, "quantization");
        requireNonNull(expiresAt, "expiresAt");
        if (sizeBytes < 0 || gpuBytes < 0) {
            throw new IllegalArgumentException("negative size of " + name);
        }
    }
}
