package io.spillway.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wanted of containers.
 *
 * @param limits by exact container name or Compose service
 * @param stopGrace how long a container may take to stop before it is killed
 * @param statefulStopGrace the same for stateful ones
 */
public record ContainersConfig(
        EngineConfig engine, Map<String, ContainerLimits> limits, Duration stopGrace, Duration statefulStopGrace) {
    public ContainersConfig {
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        if (stopGrace.isNegative() || statefulStopGrace.isNegative()) {
            throw new IllegalArgumentException("a stop grace must not be negative");
        }
    }
}
