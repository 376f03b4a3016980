package io.spillway.cli;

import io.spillway.guard.Snapshot;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Tells who the programs are that would be ended: their names alone say little where everything is called {@code java}. */
public final class Victims {
    private static final int MOST = 5;
    private static final int LONGEST = 100;

    private Victims() {}

    /**
     * The lines; none where no program would be ended.
     *
     * @param who owner and command line of a process
     */
    public static List<String> lines(Snapshot snapshot, Function<ProcessRef, Sensed<String>> who) {
        Set<KillProcess> victims = new LinkedHashSet<>();
        Set<ProcessRef> seen = new LinkedHashSet<>();
        snapshot.contingencies().values().stream()
                .flatMap(plan -> plan.measures().stream())
                .filter(KillProcess.class::isInstance)
                .map(KillProcess.class::cast)
                .filter(kill -> seen.add(kill.process()))
                .limit(MOST)
                .forEach(victims::add);
        if (victims.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("The programs that would be ended");
        for (KillProcess victim : victims) {
            lines.add("  " + victim.target() + "  " + words(who.apply(victim.process())));
        }
        lines.add("");
        return List.copyOf(lines);
    }

    private static String words(Sensed<String> who) {
        String words = who instanceof Sensed.Known<String> known ? known.value() : "unknown: " + who.whyNotKnown();
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }
}
