package io.spillway.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The configuration cannot be used. It carries all faults at once, those of the file in the order of its lines; the message shows
 * each on a line of its own. Unchecked, since nobody between the loader and the one place that ends the start can do anything about it.
 */
public final class ConfigException extends RuntimeException {
    private final transient List<ConfigFault> faults;

    public ConfigException(List<ConfigFault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }

    private static String message(List<ConfigFault> faults) {
        return faults.stream()
                .map(ConfigFault::toString)
                .collect(joining(
                        System.lineSeparator() + "  ",
                        "the configuration has "
                                + (faults.size() == 1 ? "a fault:" : faults.size() + " faults:")
                                + System.lineSeparator()
                                + "  ",
                        ""));
    }
}
