package io.spillway.mbeans;

/**
 * A model on a server's disk, or one that the server runs elsewhere.
 *
 * @param runtime type and address of its server, such as {@code ollama@http://127.0.0.1:11434}
 * @param name with its tag, such as {@code qwen2.5:3b}; as {@code load} takes it
 * @param sizeBytes what it takes on the disk; −1 where the server does not say
 * @param parameterSize number of parameters as the server rounds it, such as {@code 3.1B}; empty where it does not say
 * @param quantizationLevel such as {@code Q4_K_M}; empty where the server does not say
 * @param runsElsewhere whether the server hands its requests on (cloud): {@code load} refuses it
 */
public record InstalledModelInfo(
        String runtime,
        String name,
        long sizeBytes,
        String parameterSize,
        String quantizationLevel,
        boolean runsElsewhere) {}
