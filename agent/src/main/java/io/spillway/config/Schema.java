package io.spillway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree of the known keys. */
final class Schema {
    private final Map<String, Schema> children = new LinkedHashMap<>();
    private @Nullable Key<?> key;

    static Schema of(List<Key<?>> keys) {
        Schema root = new Schema();
        for (Key<?> key : keys) {
            Schema node = root;
            for (String part : key.path()) {
                node = node.children.computeIfAbsent(part, name -> new Schema());
            }
            node.key = key;
        }
        return root;
    }

    /** The key that stands here; null in a section. */
    @Nullable
    Key<?> key() {
        return key;
    }

    /** Whether the names in this section are the operator's choice. */
    boolean takesAnyName() {
        return children.containsKey(Key.ANY_NAME);
    }

    @Nullable
    Schema child(String name) {
        Schema child = children.get(name);
        return child == null ? children.get(Key.ANY_NAME) : child;
    }

    List<String> childNames() {
        return List.copyOf(children.keySet());
    }

    @Nullable
    Schema at(List<String> path) {
        Schema node = this;
        for (String part : path) {
            node = node == null ? null : node.child(part);
        }
        return node;
    }

    /**
     * The path that {@code dotted} means. A name that the operator chose may hold dots itself, therefore the first way to part the
     * text that ends at a key or section is taken.
     */
    Optional<List<String>> path(String dotted) {
        if (dotted.isEmpty()) {
            return Optional.empty();
        }
        for (int end = dotted.indexOf('.'); ; end = dotted.indexOf('.', end + 1)) {
            String name = end < 0 ? dotted : dotted.substring(0, end);
            Schema child = child(name);
            if (child != null && !name.isEmpty() && end < 0) {
                return Optional.of(List.of(name));
            }
            if (child != null && !name.isEmpty()) {
                Optional<List<String>> rest = child.path(dotted.substring(end + 1));
                if (rest.isPresent()) {
                    List<String> path = new ArrayList<>(List.of(name));
                    path.addAll(rest.get());
                    return Optional.of(path);
                }
            }
            if (end < 0) {
                return Optional.empty();
            }
        }
    }

    /** The dotted names of all keys and sections. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        children.forEach((name, child) -> {
            names.add(name);
            child.names().forEach(below -> names.add(name + "." + below));
        });
        return names;
    }
}
