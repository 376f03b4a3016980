package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * One entry of {@code /api/tags}.
 *
 * @param digest of the manifest, as {@code /api/ps} tells it too
 * @param sizeBytes on the disk; empty where the server does not say
 * @param parameterSize rounded, such as {@code 3.1B}; empty where the server does not say
 * @param quantization empty where the server does not say
 * @param remote whether the server says that it runs elsewhere
 */
record Tag(
        ModelName name,
        String digest,
        OptionalLong sizeBytes,
        String parameterSize,
        String quantization,
        boolean remote) {
    Tag {
        requireNonNull(name, "name");
        requireNonNull(digest, "digest");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(parameterSize, "parameterSize");
        requireNonNull(quantization, "quantization");
    }

    boolean runsElsewhere() {
        return remote || name.isCloud();
    }

    /** The same name with another digest is another model. */
    boolean isOf(LoadedModel loaded) {
        return name.equals(loaded.name())
                && (digest.isEmpty() || loaded.digest().isEmpty() || digest.equals(loaded.digest()));
    }
}
