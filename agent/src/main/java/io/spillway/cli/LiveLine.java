package io.spillway.cli;

import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.record.Entry;
import io.spillway.sense.Model;
import io.spillway.sense.Sensed;
import java.util.List;
import java.util.stream.Collectors;

/** One line for the present: level, used memory, models, last measure. */
public record LiveLine(String level, String used, String models, String lastMeasure) {
    /** Of what is now; {@code recent} are journal entries, oldest first. */
    public static LiveLine of(Snapshot snapshot, List<Entry> recent) {
        return new LiveLine(level(snapshot), used(snapshot), models(snapshot), lastMeasure(recent));
    }

    /** Where the output is kept, a line is worth it only when more than the percentage has changed. */
    public boolean differsInMoreThanFigures(LiveLine before) {
        return !level.equals(before.level) || !models.equals(before.models) || !lastMeasure.equals(before.lastMeasure);
    }

    @Override
    public String toString() {
        // Made each second: put together, not formatted, which costs several times as much on an idle host.
        return level + "  " + used + "  models: " + models + "  last: " + lastMeasure;
    }

    private static String level(Snapshot snapshot) {
        String mode = snapshot.mode() == Mode.ACTING ? "" : " (" + snapshot.mode() + ")";
        return snapshot.assessment() instanceof Sensed.Known<Assessment> known
                ? known.value().level() + mode
                : "UNKNOWN" + mode;
    }

    private static String used(Snapshot snapshot) {
        return snapshot.assessment() instanceof Sensed.Known<Assessment> known
                ? Figures.percent(known.value().reading().usedPercent()) + " used"
                : "memory cannot be read";
    }

    private static String models(Snapshot snapshot) {
        if (snapshot.inventory().runtimes().stream().anyMatch(one -> one.models() instanceof Sensed.Unknown)) {
            return "unknown";
        }
        String names = snapshot.inventory().models().stream()
                .map((Model model) -> model.id().name())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private static String lastMeasure(List<Entry> recent) {
        for (int i = recent.size() - 1; i >= 0; i--) {
            Entry entry = recent.get(i);
            if (!entry.action().isEmpty() && entry.kind() != Entry.Kind.OPERATION) {
                return "%s %s (%s, %s)"
                        .formatted(entry.action(), entry.subject(), Figures.bytes(entry.freedBytes()), entry.kind());
            }
        }
        return "nothing yet";
    }
}
