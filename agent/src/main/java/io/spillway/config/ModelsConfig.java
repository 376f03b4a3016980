package io.spillway.config;

import java.time.Duration;
import java.util.List;

/**
 * The model policy.
 *
 * @param maxLoaded how many models may be loaded at once; the least recently used go first
 * @param keepAlive a model that is idle for longer is unloaded
 * @param maxParameters a model with more parameters is unloaded; 3.5e9 lets the "3B class" pass
 * @param essential models that stay until EMERGENCY, unless they are idle for longer than {@code keepAlive}
 * @param pinned models that no policy unloads and that stay until EMERGENCY
 */
public record ModelsConfig(
        int maxLoaded,
        Duration keepAlive,
        long maxParameters,
        List<String> essential,
        List<String> pinned,
        List<RuntimeConfig> runtimes) {

    public ModelsConfig {
        essential = List.copyOf(essential);
        pinned = List.copyOf(pinned);
        runtimes = List.copyOf(runtimes);
        if (maxLoaded < 1) {
            throw new IllegalArgumentException("max-loaded must be at least 1, but it is " + maxLoaded);
        }
        if (keepAlive.isNegative()) {
            throw new IllegalArgumentException("keep-alive must not be negative, but it is " + keepAlive);
        }
        if (maxParameters < 1) {
            throw new IllegalArgumentException("max-parameters must be at least 1, but it is " + maxParameters);
        }
    }
}
