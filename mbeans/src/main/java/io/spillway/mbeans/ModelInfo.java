package io.spillway.mbeans;

/**
 * A loaded model.
 *
 * @param runtime type and address of its server, such as {@code ollama@http://127.0.0.1:11434}
 * @param name with its tag, such as {@code qwen2.5:3b}
 * @param state IDLE, BUSY, LOADING, or UNKNOWN where the server does not say
 * @param sizeBytes what the server says that it takes in all, a GPU's own memory included
 * @param hostBytes host memory that its runner process holds, measured; −1 where it could not be measured
 * @param parameters number of parameters; −1 where the server does not say
 * @param quantizationLevel such as {@code Q4_K_M}; empty where the server does not say
 * @param idleSeconds for how long no request has been seen; NaN where that is unknown
 * @param expiresAt when the server would unload it by itself, in milliseconds since the epoch; −1 where that is unknown
 * @param pinned whether no policy unloads it
 * @param essential whether it stays until EMERGENCY unless it is idle too long
 */
public record ModelInfo(
        String runtime,
        String name,
        String state,
        long sizeBytes,
        long hostBytes,
        long parameters,
        String quantizationLevel,
        double idleSeconds,
        long expiresAt,
        boolean pinned,
        boolean essential) {}
