package io.spillway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the sources said for each known key; what was said later wins. */
final class Statements {
    static final List<String> LIMITS = List.of("containers", "limits");

    private final Schema schema;
    private final Faults faults;
    private final Map<List<String>, Raw> stated = new LinkedHashMap<>();

    Statements(Schema schema, Faults faults) {
        this.schema = schema;
        this.faults = faults;
    }

    Map<List<String>, Raw> all() {
        return Collections.unmodifiableMap(stated);
    }

    /** The containers that limits were stated for. */
    Set<String> containers() {
        Set<String> names = new TreeSet<>();
        stated.keySet().stream()
                .filter(path -> path.size() > 2 && path.subList(0, 2).equals(LIMITS))
                .forEach(path -> names.add(path.get(2)));
        return names;
    }

    /** Takes everything that {@code raw} says at and below {@code path}, which is known. */
    void take(List<String> path, Raw raw) {
        Schema here = schema.at(path);
        if (here == null) {
            throw new IllegalArgumentException("unknown: " + path);
        }
        take(path, here, raw);
    }

    private void take(List<String> path, Schema here, Raw raw) {
        if (here.key() != null) {
            takeValue(path, raw);
        } else if (raw instanceof Raw.Entries entries) {
            takeSection(path, here, entries);
        } else if (!(raw instanceof Raw.Nothing)) {
            faults.add(raw.place(), sectionExpected(path, here));
        }
    }

    private void takeValue(List<String> path, Raw raw) {
        Raw before = stated.get(path);
        if (before != null && before.place().rank() == raw.place().rank()) {
            faults.add(raw.place(), dotted(path) + " is stated twice: also at " + before.place());
        }
        stated.put(path, raw);
    }

    private void takeSection(List<String> path, Schema here, Raw.Entries section) {
        Map<String, Place> seen = new HashMap<>();
        for (Raw.Entry entry : section.entries()) {
            Place twin = seen.putIfAbsent(entry.name(), entry.place());
            List<String> below = new ArrayList<>(path);
            below.add(entry.name());
            Schema child = here.child(entry.name());
            if (twin != null) {
                faults.add(entry.place(), dotted(below) + " is stated twice: also at " + twin);
            } else if (child == null) {
                faults.add(entry.place(), unknown(path, here, entry.name()));
            } else if (here.takesAnyName() && !isContainerName(entry.name())) {
                faults.add(entry.place(), "'" + entry.name() + "' cannot be the name of a container");
            } else {
                take(below, child, entry.value());
            }
        }
    }

    static boolean isContainerName(String name) {
        return name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    }

    private static String sectionExpected(List<String> path, Schema here) {
        if (path.isEmpty()) {
            return "a configuration is made of keys and values, such as 'levels: { warning: 80 }'";
        }
        return dotted(path)
                + (here.takesAnyName()
                        ? " must hold containers by name"
                        : " must hold keys (" + String.join(", ", here.childNames()) + ")");
    }

    private String unknown(List<String> path, Schema here, String name) {
        String written = path.isEmpty() ? name : dotted(path) + "." + name;
        Optional<List<String>> nested = here.path(name);
        if (nested.isPresent()) {
            return "unknown key " + written + ": in the file, write it nested, as " + String.join(": { ", nested.get())
                    + ": …" + " }".repeat(nested.get().size() - 1);
        }
        String hint = Spelling.nearest(name, here.childNames())
                .map(near -> path.isEmpty() ? near : dotted(path) + "." + near)
                .or(() -> elsewhere(name))
                .map(near -> "did you mean " + near + "?")
                .orElse("known here are " + String.join(", ", here.childNames()));
        return "unknown key " + written + ": " + hint;
    }

    /** A key or section of that name in another place. */
    private Optional<String> elsewhere(String name) {
        return schema.names().stream()
                .filter(known -> known.substring(known.lastIndexOf('.') + 1).equals(name))
                .findFirst()
                .map(known -> known.replace(Key.ANY_NAME, "NAME"));
    }

    /** What to say about a dotted key that nobody knows. */
    String unknownDotted(String dotted) {
        return "unknown key " + dotted + ": "
                + nearestOfContainer(dotted)
                        .or(() -> Spelling.nearest(dotted, schema.names()))
                        .or(() -> elsewhere(dotted.substring(dotted.lastIndexOf('.') + 1)))
                        .map(near -> "did you mean " + near + "?")
                        .orElse("known are " + String.join(", ", schema.childNames()) + " and what is below them");
    }

    private Optional<String> nearestOfContainer(String dotted) {
        String limits = dotted(LIMITS) + ".";
        int end = dotted.indexOf('.', limits.length());
        if (!dotted.startsWith(limits) || end < 0) {
            return Optional.empty();
        }
        @Nullable Schema container = schema.at(List.of("containers", "limits", Key.ANY_NAME));
        return container == null
                ? Optional.empty()
                : Spelling.nearest(dotted.substring(end + 1), container.names())
                        .map(near -> dotted.substring(0, end + 1) + near);
    }

    static String dotted(List<String> path) {
        return String.join(".", path);
    }
}
