package io.spillway.plan;

import io.spillway.sense.Container;
import io.spillway.sense.ContainerId;
import java.util.HashMap;
import java.util.Map;

/** What is expected to become available, each byte once: what goes inside a container cannot go again with the container. */
final class Relief {
    private final Map<ContainerId, Long> inside = new HashMap<>();
    private long bytes;

    long bytes() {
        return bytes;
    }

    void add(long expectedBytes) {
        bytes += expectedBytes;
    }

    void addInside(Container container, long expectedBytes) {
        add(expectedBytes);
        noteInside(container, expectedBytes);
    }

    /** Counted in {@link #bytes()} already; now it is known where it lies. */
    void noteInside(Container container, long expectedBytes) {
        inside.merge(container.id(), expectedBytes, Long::sum);
    }

    /** What stopping it would still free; 0 where its usage is not known. */
    long leftIn(Container container) {
        return Math.max(0, container.usageBytes().orElse(0L) - inside.getOrDefault(container.id(), 0L));
    }
}
