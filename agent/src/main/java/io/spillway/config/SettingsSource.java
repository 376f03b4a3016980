package io.spillway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line or the agent's options say. */
final class SettingsSource {
    private final Statements statements;
    private final Faults faults;

    SettingsSource(Statements statements, Faults faults) {
        this.statements = statements;
        this.faults = faults;
    }

    /** {@code what} is how people know the source: {@code --set} or {@code agent option}. Answers what was stated, for people. */
    List<String> read(Schema schema, String what, Map<String, String> settings) {
        List<String> stated = new ArrayList<>();
        settings.forEach((name, text) -> {
            if (!name.equals(Keys.CONFIG)) {
                Place place = Place.inSettings(what, name);
                read(schema, name, text, place);
                stated.add(place.toString());
            }
        });
        return stated;
    }

    /** States the defaults, from the table of keys and that of the usual services. */
    void readDefaults(Schema schema) {
        for (Key<?> key : Keys.ALL) {
            if (!key.isNamed()) {
                read(schema, key.toString(), key.byDefault(), Place.DEFAULT);
            }
        }
        DefaultLimits.byKey().forEach((name, text) -> read(schema, name, text, Place.DEFAULT));
    }

    private void read(Schema schema, String name, String text, Place place) {
        Optional<List<String>> path = schema.path(Keys.SHORT_FORMS.getOrDefault(name, name));
        if (path.isEmpty()) {
            faults.add(place, statements.unknownDotted(name));
            return;
        }
        Schema here = schema.at(path.get());
        Key<?> key = here == null ? null : here.key();
        String container = containerOf(path.get());
        if (key == null && container.contains(".") && !text.strip().startsWith("{")) {
            // a misspelt key below a container reads like a longer name
            faults.add(place, statements.unknownDotted(name));
            return;
        }
        if (!container.isEmpty() && !Statements.isContainerName(container)) {
            faults.add(place, "'" + container + "' cannot be the name of a container");
            return;
        }
        try {
            boolean flag = text.isEmpty() && Keys.DRY_RUN.equals(key);
            statements.take(path.get(), TextSource.read(key, flag ? "true" : text, place));
        } catch (BadValueException e) {
            faults.add(e.place(), String.valueOf(e.getMessage()));
        }
    }

    /** The name of the container whose limits are below {@code path}; empty where it is another path. */
    private static String containerOf(List<String> path) {
        return path.size() > 2 && path.subList(0, 2).equals(Statements.LIMITS) ? path.get(2) : "";
    }
}
