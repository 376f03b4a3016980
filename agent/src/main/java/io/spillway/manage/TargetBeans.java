package io.spillway.manage;

import io.spillway.guard.Operations;
import io.spillway.mbeans.ContainerMXBean;
import io.spillway.mbeans.ModelMXBean;
import io.spillway.mbeans.SpillwayNames;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.management.ObjectName;

/**
 * A bean for each model and container: comes and goes with its target. Where a source does not answer its targets may still be there, so
 * their beans stay. Used under its owner's lock.
 */
final class TargetBeans {
    private final Registry registry;
    private final Operations operations;
    private final Map<ModelId, ModelBean> models = new HashMap<>();
    private final Map<String, ContainerBean> containers = new HashMap<>();

    TargetBeans(Registry registry, Operations operations) {
        this.registry = registry;
        this.operations = operations;
    }

    void refresh(Inventory inventory) {
        refreshModels(inventory);
        refreshContainers(inventory);
    }

    private void refreshModels(Inventory inventory) {
        Set<ModelId> seen = new HashSet<>();
        for (Model model : inventory.models()) {
            seen.add(model.id());
            ModelBean bean = models.get(model.id());
            if (bean == null) {
                bean = new ModelBean(model, operations);
                registry.add(nameOf(model.id()), DescribedMBean.of(ModelMXBean.class, bean));
                models.put(model.id(), bean);
            } else {
                bean.seen(model);
            }
        }
        Set<RuntimeId> silent = new HashSet<>();
        for (RuntimeState runtime : inventory.runtimes()) {
            if (runtime.models() instanceof Sensed.Unknown) {
                silent.add(runtime.id());
            }
        }
        keepOnly(models.keySet(), id -> seen.contains(id) || silent.contains(id.runtime()), TargetBeans::nameOf);
    }

    private void refreshContainers(Inventory inventory) {
        Set<String> seen = new HashSet<>();
        for (Container container : inventory.containers().orElse(List.of())) {
            seen.add(container.name());
            ContainerBean bean = containers.get(container.name());
            if (bean == null) {
                bean = new ContainerBean(container, operations);
                registry.add(SpillwayNames.container(container.name()), DescribedMBean.of(ContainerMXBean.class, bean));
                containers.put(container.name(), bean);
            } else {
                bean.seen(container);
            }
        }
        boolean silent = inventory.containers() instanceof Sensed.Unknown;
        keepOnly(containers.keySet(), name -> silent || seen.contains(name), SpillwayNames::container);
    }

    private <K> void keepOnly(Set<K> present, Predicate<K> wanted, Function<K, ObjectName> naming) {
        for (Iterator<K> each = present.iterator(); each.hasNext(); ) {
            K key = each.next();
            if (!wanted.test(key)) {
                each.remove();
                registry.remove(naming.apply(key));
            }
        }
    }

    private static ObjectName nameOf(ModelId model) {
        return SpillwayNames.model(model.runtime().toString(), model.name());
    }
}
