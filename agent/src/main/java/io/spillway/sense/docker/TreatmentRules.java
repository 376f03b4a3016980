package io.spillway.sense.docker;

import io.spillway.config.ContainerLimits;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.sense.ContainerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds how a container is to be treated: its labels before the configuration. */
final class TreatmentRules {
    private static final String PRIORITY = "spillway.priority";
    private static final String PROTECT = "spillway.protect";
    private static final String STATEFUL = "spillway.stateful";

    private final Map<String, ContainerLimits> configured;
    private final Consumer<String> teller;
    private final Map<ContainerId, Set<String>> told = new HashMap<>();

    /**
     * @param configured by exact container name or Compose service; the name goes first
     * @param teller is told of each label that is ignored, once
     */
    TreatmentRules(Map<String, ContainerLimits> configured, Consumer<String> teller) {
        this.configured = configured;
        this.teller = teller;
    }

    Treatment treat(ListedContainer container) {
        var byService = configured.getOrDefault(container.service(), ContainerLimits.UNSTATED);
        var limits = configured.getOrDefault(container.name(), byService);
        return new Treatment(priority(container, limits.priority()), care(container, limits.care()));
    }

    /** Forgets what was told of all others. */
    void keepOnly(Set<ContainerId> present) {
        told.keySet().retainAll(present);
    }

    private int priority(ListedContainer container, int otherwise) {
        String label = container.labels().get(PRIORITY);
        if (label == null) {
            return otherwise;
        }
        try {
            int priority = Integer.parseInt(label.strip());
            if (priority >= 0 && priority <= 100) {
                return priority;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        tellOnce(container, PRIORITY, label, "a whole number from 0 to 100");
        return otherwise;
    }

    private Care care(ListedContainer container, Care otherwise) {
        Boolean labelledProtect = flag(container, PROTECT);
        Boolean labelledStateful = flag(container, STATEFUL);
        boolean protect = labelledProtect != null ? labelledProtect : otherwise == Care.PROTECTED;
        boolean stateful = labelledStateful != null ? labelledStateful : otherwise == Care.STATEFUL;
        if (protect) {
            return Care.PROTECTED;
        }
        return stateful ? Care.STATEFUL : Care.NONE;
    }

    private @Nullable Boolean flag(ListedContainer container, String name) {
        String label = container.labels().get(name);
        if (label == null) {
            return null;
        }
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                tellOnce(container, name, label, "true or false");
                yield null;
            }
        };
    }

    private void tellOnce(ListedContainer container, String name, String label, String wanted) {
        var ofContainer = told.computeIfAbsent(container.id(), id -> new HashSet<>());
        if (ofContainer.add(name)) {
            teller.accept("label " + name + " of container " + container.name() + " is ignored: it must be " + wanted
                    + ", but it is \"" + label + "\"");
        }
    }
}
