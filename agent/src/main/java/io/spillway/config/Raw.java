package io.spillway.config;

import java.util.List;

/** What was written, before anyone knows what it means, with its place. */
sealed interface Raw {
    Place place();

    /** One value. */
    record Text(Place place, String text) implements Raw {}

    /** A key without a value. */
    record Nothing(Place place) implements Raw {}

    /** A list. */
    record Items(Place place, List<Raw> items) implements Raw {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order in which they were written, twins included. */
    record Entries(Place place, List<Entry> entries) implements Raw {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** A key with its value. */
    record Entry(Place place, String name, Raw value) {}
}
