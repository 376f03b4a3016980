package io.spillway.guard;

import java.util.Set;

/** The tag that an operator may leave out of a model's name. */
final class ModelTag {
    static final String DEFAULT = ":latest";

    private ModelTag() {}

    /** Takes the model out of {@code names}, with or without its default tag; answers whether it was among them. */
    static boolean remove(Set<String> names, String model) {
        String other =
                model.endsWith(DEFAULT) ? model.substring(0, model.length() - DEFAULT.length()) : model + DEFAULT;
        return names.removeAll(Set.of(model, other));
    }
}
