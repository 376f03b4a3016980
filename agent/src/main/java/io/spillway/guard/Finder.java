package io.spillway.guard;

import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.List;

/** Finds what an operator names in an inventory; where it does not, the exception says what there is. */
final class Finder {
    private final Inventory inventory;

    Finder(Inventory inventory) {
        this.inventory = inventory;
    }

    /** A model server, by its id or, where there is but one of it, by its type. */
    RuntimeState runtime(String name) {
        List<RuntimeState> all = inventory.runtimes();
        List<RuntimeState> named = all.stream()
                .filter(state ->
                        state.id().toString().equals(name) || state.id().type().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("no runtime '" + name + "'; there are " + ids(all));
        }
        if (named.size() > 1) {
            throw new IllegalArgumentException("'" + name + "' is more than one runtime; name one of " + ids(named));
        }
        return named.get(0);
    }

    private static List<String> ids(List<RuntimeState> states) {
        return states.stream().map(RuntimeState::id).map(RuntimeId::toString).toList();
    }

    /** A loaded model; its name may lack the default tag. */
    Model model(String runtime, String name) {
        RuntimeState server = runtime(runtime);
        if (server.models() instanceof Sensed.Unknown<List<Model>> unknown) {
            throw new IllegalStateException(
                    "whether '" + name + "' is loaded is unknown: " + server.id() + ": " + unknown.reason());
        }
        List<Model> loaded = server.models().orElse(List.of());
        return loaded.stream()
                .filter(model ->
                        model.id().name().equals(name) || model.id().name().equals(name + ModelTag.DEFAULT))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not loaded; loaded are "
                        + loaded.stream().map(model -> model.id().name()).toList()));
    }

    Container container(String name) {
        Sensed<List<Container>> containers = inventory.containers();
        if (!(containers instanceof Sensed.Known<List<Container>> known)) {
            throw new IllegalStateException("which containers there are is not known: " + containers.whyNotKnown());
        }
        return known.value().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no container '" + name + "'; there are "
                        + known.value().stream().map(Container::name).toList()));
    }
}
