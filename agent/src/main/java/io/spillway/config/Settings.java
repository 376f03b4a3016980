package io.spillway.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The typed values with their places. */
final class Settings {
    /** A value and who stated it. */
    record Stated<T>(T value, Place place) {
        boolean isDefault() {
            return place.rank() == Place.Rank.DEFAULT;
        }
    }

    private final Map<List<String>, Stated<?>> values = new LinkedHashMap<>();
    private final Set<Key<?>> read = new HashSet<>();
    private final Set<String> containers;

    private Settings(Set<String> containers) {
        this.containers = containers;
    }

    /** Types everything that was stated; what cannot be typed is a fault, and absent. */
    static Settings of(Statements statements, Schema schema, Faults faults) {
        Settings settings = new Settings(statements.containers());
        statements.all().forEach((path, raw) -> {
            Schema here = schema.at(path);
            Key<?> key = here == null ? null : here.key();
            if (key == null) {
                throw new IllegalStateException("no key at " + path);
            }
            try {
                settings.values.put(path, new Stated<>(key.type().read(raw), raw.place()));
            } catch (BadValueException e) {
                faults.add(e.place(), Statements.dotted(path) + ": " + e.getMessage());
            }
        });
        return settings;
    }

    Set<String> containers() {
        return containers;
    }

    /** What was stated for {@code key}, unless it was faulty. */
    <T> Optional<Stated<T>> find(Key<T> key) {
        read.add(key);
        return find(key.path());
    }

    /** The same for a key of the container {@code name}; its default where nothing was stated. */
    <T> Optional<Stated<T>> find(Key<T> key, String name) {
        read.add(key);
        Optional<Stated<T>> stated = find(key.pathFor(name));
        return stated.or(() -> Optional.of(byDefault(key)));
    }

    @SuppressWarnings("unchecked") // a value is put under a key's path by that key's own type alone
    private <T> Optional<Stated<T>> find(List<String> path) {
        return Optional.ofNullable((Stated<T>) values.get(path));
    }

    private static <T> Stated<T> byDefault(Key<T> key) {
        try {
            return new Stated<>(key.type().read(TextSource.read(key, key.byDefault(), Place.DEFAULT)), Place.DEFAULT);
        } catch (BadValueException e) {
            throw new IllegalStateException("the default of " + key + " is bad", e);
        }
    }

    <T> T value(Key<T> key) {
        return find(key)
                .orElseThrow(() -> new IllegalStateException(key + " has no value"))
                .value();
    }

    <T> T value(Key<T> key, String name) {
        return find(key, name).orElseThrow().value();
    }

    /** Keys that can be stated and that nothing has asked for. */
    Set<Key<?>> unread() {
        Set<Key<?>> unread = new HashSet<>(Keys.ALL);
        unread.removeAll(read);
        return unread;
    }
}
