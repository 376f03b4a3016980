package io.spillway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the environment's {@code SPILLWAY_…} variables say. */
final class EnvironmentSource {
    static final String PREFIX = "SPILLWAY_";

    /** The scripts' own: which Java to run, and with what. */
    private static final String SCRIPTS_PREFIX = "SPILLWAY_JAVA_";

    private final Statements statements;
    private final Faults faults;
    private final Map<String, Key<?>> plain = new HashMap<>();
    private final List<Key<?>> named = new ArrayList<>();

    EnvironmentSource(Statements statements, Faults faults) {
        this.statements = statements;
        this.faults = faults;
        for (Key<?> key : Keys.ALL) {
            if (key.isNamed()) {
                named.add(key);
            } else {
                plain.put(variable(key.path()), key);
            }
        }
        // reservation.memory before memory: the longest ending that fits is the one that was meant
        named.sort(Comparator.comparingInt((Key<?> key) -> key.path().size()).reversed());
        Keys.SHORT_FORMS.forEach((form, meant) -> plain.put(variable(List.of(form)), plain(meant)));
    }

    private Key<?> plain(String dotted) {
        return Keys.ALL.stream()
                .filter(key -> key.toString().equals(dotted))
                .findFirst()
                .orElseThrow();
    }

    static String variable(List<String> path) {
        return PREFIX + form(String.join("_", path));
    }

    private static String form(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Answers what was stated, for people. */
    List<String> read(Map<String, String> environment) {
        List<String> stated = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(PREFIX)
                    && !variable.startsWith(SCRIPTS_PREFIX)
                    && !variable.equals(variable(List.of(Keys.CONFIG)))) {
                Place place = Place.inEnvironment(variable);
                read(variable, text, place);
                stated.add(place.toString());
            }
        });
        return stated;
    }

    private void read(String variable, String text, Place place) {
        Key<?> key = plain.get(variable);
        if (text.isBlank()) {
            faults.add(place, "is empty: give it a value or unset it");
        } else if (key != null) {
            take(key, key.path(), text, place);
        } else {
            readNamed(variable, text, place);
        }
    }

    private void readNamed(String variable, String text, Place place) {
        for (Key<?> key : named) {
            String before = variable(key.path().subList(0, key.path().indexOf(Key.ANY_NAME))) + "_";
            String after = "_"
                    + form(String.join(
                            "_",
                            key.path()
                                    .subList(
                                            key.path().indexOf(Key.ANY_NAME) + 1,
                                            key.path().size())));
            if (variable.length() > before.length() + after.length()
                    && variable.startsWith(before)
                    && variable.endsWith(after)) {
                takeNamed(key, variable.substring(before.length(), variable.length() - after.length()), text, place);
                return;
            }
        }
        Optional<String> nearest = Spelling.nearest(variable, plain.keySet());
        faults.add(
                place,
                "unknown variable: "
                        + nearest.map(near -> "did you mean " + near + "?")
                                .orElse("a variable is a key in capitals, as in SPILLWAY_LEVELS_WARNING"));
    }

    /** A variable cannot spell every name, so it can only mean one that the file or the defaults know. */
    private void takeNamed(Key<?> key, String name, String text, Place place) {
        List<String> meant = statements.containers().stream()
                .filter(known -> form(known).equals(name))
                .toList();
        if (meant.size() == 1) {
            take(key, key.pathFor(meant.get(0)), text, place);
        } else if (meant.isEmpty()) {
            faults.add(
                    place,
                    "means no container of the file or the defaults (" + String.join(", ", statements.containers())
                            + "): name it in the file or with --set");
        } else {
            faults.add(place, "can mean " + String.join(" and ", meant) + ": use the file or --set");
        }
    }

    private void take(Key<?> key, List<String> path, String text, Place place) {
        try {
            statements.take(path, TextSource.read(key, text, place));
        } catch (BadValueException e) {
            faults.add(e.place(), String.valueOf(e.getMessage()));
        }
    }
}
