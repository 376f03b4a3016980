package io.spillway.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the services of a usual stack should have, by key. The higher the priority, the longer it lives: what keeps data outlives
 * what can be started anew, and among these the one that most others need comes last.
 */
final class DefaultLimits {
    private DefaultLimits() {}

    static Map<String, String> byKey() {
        Map<String, String> limits = new LinkedHashMap<>();
        put(limits, "ollama", "6GB", "4", "2GB", "2", "50", "false");
        put(limits, "postgres", "1GB", "1", "512MB", "0.5", "80", "true");
        put(limits, "redis", "768MB", "1", "256MB", "0.25", "70", "true");
        put(limits, "chromadb", "1GB", "1", "512MB", "0.5", "60", "true");
        put(limits, "backend", "2GB", "2", "1GB", "1", "40", "false");
        put(limits, "frontend", "1GB", "1", "256MB", "0.25", "30", "false");
        return limits;
    }

    private static void put(
            Map<String, String> limits,
            String name,
            String memory,
            String cpus,
            String reservedMemory,
            String reservedCpus,
            String priority,
            String stateful) {
        String prefix = "containers.limits." + name;
        limits.put(prefix + ".memory", memory);
        limits.put(prefix + ".cpus", cpus);
        limits.put(prefix + ".reservation.memory", reservedMemory);
        limits.put(prefix + ".reservation.cpus", reservedCpus);
        limits.put(prefix + ".priority", priority);
        limits.put(prefix + ".stateful", stateful);
    }
}
