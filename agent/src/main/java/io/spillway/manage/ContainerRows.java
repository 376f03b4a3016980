package io.spillway.manage;

import io.spillway.mbeans.ContainerInfo;
import io.spillway.plan.Target;
import io.spillway.sense.Container;
import java.util.Map;

/** Containers as the management interface shows them. */
final class ContainerRows {
    private ContainerRows() {}

    static ContainerInfo of(Container container, Map<String, String> owed) {
        return new ContainerInfo(
                container.name(),
                container.service(),
                container.state().name(),
                container.status(),
                container.usageBytes().orElse(-1L),
                container.limitBytes(),
                container.cpuLimit(),
                container.priority(),
                container.care().name(),
                owed.getOrDefault(Target.container(container.name()).toString(), ""));
    }
}
