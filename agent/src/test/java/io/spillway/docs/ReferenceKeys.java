package io.spillway.docs;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The keys of {@code docs/spillway.yaml}, dotted, with NAME for the name of a container. */
final class ReferenceKeys {
    private static final String NAMED = "containers.limits.";

    private final TreeSet<String> leaves = new TreeSet<>();
    private final TreeSet<String> sections = new TreeSet<>();

    private ReferenceKeys() {}

    static ReferenceKeys read() {
        ReferenceKeys keys = new ReferenceKeys();
        Object root = new Load(LoadSettings.builder().build())
                .loadFromString(Pages.text(Pages.DOCS.resolve("spillway.yaml")));
        keys.take("", root);
        return keys;
    }

    private void take(String path, Object value) {
        if (value instanceof Map<?, ?> section) {
            sections.add(path);
            section.forEach((name, below) -> take(below(path, String.valueOf(name)), below));
        } else {
            leaves.add(path);
        }
    }

    private static String below(String path, String name) {
        if (path.isEmpty()) {
            return name;
        }
        return path + "." + ((path + ".").equals(NAMED) ? "NAME" : name);
    }

    Set<String> leaves() {
        return leaves;
    }

    boolean has(String key) {
        String named = key.replaceFirst("^containers\\.limits\\.[^.]+", NAMED + "NAME");
        return leaves.contains(key) || sections.contains(key) || leaves.contains(named);
    }
}
