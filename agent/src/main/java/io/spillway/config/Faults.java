package io.spillway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong, so that the operator learns all of it at once. */
final class Faults {
    private record Fault(Place place, String problem) {}

    private final List<Fault> faults = new ArrayList<>();

    void add(Place place, String problem) {
        faults.add(new Fault(place, problem));
    }

    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new ConfigException(faults.stream()
                    .sorted(Comparator.comparing(Fault::place, Place.READING_ORDER))
                    .map(fault -> new ConfigFault(fault.place().toString(), fault.problem()))
                    .toList());
        }
    }
}
