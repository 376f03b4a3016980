package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/**
 * A model that a server can load, or runs elsewhere under a name of its own.
 *
 * @param sizeBytes what it takes on the server's disk
 * @param parameterSize number of parameters as the server rounds it, such as {@code 3.1B}; empty where it does not say
 * @param quantization such as {@code Q4_K_M}; empty where the server does not say
 * @param runsElsewhere whether the server hands its requests on (cloud): it never takes memory of this host
 */
public record InstalledModel(
        ModelId id, Sensed<Long> sizeBytes, String parameterSize, String quantization, boolean runsElsewhere) {
    public InstalledModel {
        requireNonNull(id, "id");
        requireNonNull(sizeBytes, "sizeBytes");
        requireNonNull(parameterSize, "parameterSize");
        requireNonNull(quantization, "quantization");
    }
}
