package io.spillway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code /health} and {@code /resources} say, as lines for people; what they do not say is unknown. */
final class StatusReport {
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";

    private final Map<String, Object> health;
    private final Map<String, Object> resources;

    StatusReport(Map<String, Object> health, Map<String, Object> resources) {
        this.health = health;
        this.resources = resources;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, "status", List.of(text(health, "status").orElse(UNKNOWN) + reasons()));
        add(lines, "mode", List.of(mode()));
        add(lines, "level", List.of(anywhere("level").map(String::valueOf).orElse(UNKNOWN)));
        add(lines, "memory", List.of(memory()));
        for (String list : List.of("models", "containers", "sources")) {
            add(lines, list, anywhere(list).map(StatusReport::items).orElse(List.of(UNKNOWN)));
        }
        return lines;
    }

    private static void add(List<String> lines, String label, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            lines.add(format("%-12s%s", i == 0 ? label : "", values.get(i)));
        }
    }

    private String reasons() {
        return health.get("reasons") instanceof List<?> reasons && !reasons.isEmpty()
                ? ": " + reasons.stream().map(String::valueOf).collect(Collectors.joining("; "))
                : "";
    }

    private String mode() {
        String mode = text(health, "mode").orElse(UNKNOWN);
        return switch (mode) {
            case "dry_run" -> "dry run: says what it would do, and does none of it";
            case "paused" -> "paused: does nothing until it is resumed";
            default -> mode;
        };
    }

    private String memory() {
        return number("memory_percent")
                .map(used -> format("%.1f %% used", used)
                        + number("memory_available_gb")
                                .map(free -> format(", %.1f GiB available", free))
                                .orElse("")
                        + number("memory_total_gb")
                                .map(total -> format(" of %.1f GiB", total))
                                .orElse(""))
                .orElse(UNKNOWN);
    }

    private Optional<Double> number(String name) {
        return anywhere(name)
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).doubleValue())
                .filter(number -> !number.isNaN());
    }

    private Optional<Object> anywhere(String name) {
        for (Map<String, Object> part :
                List.of(health, part(health, "system_resources"), resources, part(resources, "system"))) {
            Object value = part.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> part(Map<String, Object> whole, String name) {
        return whole.get(name) instanceof Map<?, ?> map ? texts(map) : Map.of();
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(each -> String.valueOf(each.getKey()), each -> (Object) each.getValue()));
    }

    private static Optional<String> text(Map<String, Object> object, String name) {
        return Optional.ofNullable(object.get(name)).map(String::valueOf);
    }

    /** A list of texts, or of objects with a name. */
    private static List<String> items(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? List.of(NONE)
                    : list.stream().map(StatusReport::one).toList();
        }
        return List.of(String.valueOf(value));
    }

    private static String one(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = texts(map);
            return text(object, "name").orElse(UNKNOWN)
                    + text(object, "state")
                            .or(() -> text(object, "activity"))
                            .map(" "::concat)
                            .orElse("")
                    + text(object, "detail")
                            .filter(detail -> !detail.isBlank())
                            .map(detail -> " (" + detail + ")")
                            .orElse("");
        }
        return String.valueOf(value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
