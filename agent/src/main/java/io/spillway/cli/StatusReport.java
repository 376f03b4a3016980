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
        lines.add("status   " + text(health, "status").orElse(UNKNOWN)
                + Optional.ofNullable(health.get("reasons"))
                        .map(StatusReport::named)
                        .filter(reasons -> !reasons.equals(NONE))
                        .map(reasons -> ": " + reasons)
                        .orElse(""));
        lines.add("level    " + anywhere("level").map(String::valueOf).orElse(UNKNOWN));
        lines.add("memory   " + memory());
        lines.add("models   " + anywhere("models").map(StatusReport::named).orElse(UNKNOWN));
        lines.add("sources  " + anywhere("sources").map(StatusReport::named).orElse(UNKNOWN));
        return lines;
    }

    private String memory() {
        return number("memory_percent")
                .map(used -> format("%.1f %% used", used)
                        + number("memory_available_gb")
                                .map(free -> format(", %.1f GB available", free))
                                .orElse("")
                        + number("memory_total_gb")
                                .map(total -> format(" of %.1f GB", total))
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
    private static String named(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() ? NONE : list.stream().map(StatusReport::one).collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
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

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
