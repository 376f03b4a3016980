package io.spillway.plan;

import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.plan.PassedOver.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A plan in the making: the gates write into it one after the other. */
final class Draft {
    private final Level level;
    private final Deficits deficits;
    private final Underway underway;
    private final Relief relief = new Relief();
    private final List<Measure> measures = new ArrayList<>();
    private final Set<Target> taken = new HashSet<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private Notes notes = new Notes(Gate.MODEL_POLICY, Target.Kind.MODEL);

    Draft(Level level, Deficits deficits, Underway underway) {
        this.level = level;
        this.deficits = deficits;
        this.underway = underway;
    }

    /** Everything that is passed over from now on belongs to {@code gate}. */
    void open(Gate gate, Target.Kind kind) {
        passedOver.addAll(notes.all());
        notes = new Notes(gate, kind);
    }

    Relief relief() {
        return relief;
    }

    Underway underway() {
        return underway;
    }

    boolean covers(Gate gate) {
        return relief.bytes() >= deficits.of(gate);
    }

    boolean holds(Target target) {
        return taken.contains(target);
    }

    /** Adds the measure; its relief is counted by the caller, who knows where it lies. */
    void take(Measure measure) {
        taken.add(measure.target());
        measures.add(measure);
    }

    void passOver(Target target, Why why, Supplier<String> detail) {
        notes.add(target, why, detail);
    }

    /** Passes it over if something is being done to it, or was and did not help. */
    boolean isLeftAlone(Target target) {
        if (underway.isInProgress(target)) {
            passOver(target, Why.IN_PROGRESS, () -> "it is acted on already");
            return true;
        }
        String failure = underway.failedLately().get(target);
        if (failure != null) {
            passOver(target, Why.FAILED_LATELY, () -> failure);
            return true;
        }
        return false;
    }

    /** Passes it over if the gate needs no more. */
    boolean isNotNeeded(Target target, Gate gate) {
        if (!covers(gate)) {
            return false;
        }
        passOver(target, Why.NOT_NEEDED, () -> notNeeded(gate));
        return true;
    }

    private String notNeeded(Gate gate) {
        long deficit = deficits.of(gate);
        return deficit == 0
                ? "nothing has to become available"
                : Figures.bytes(relief.bytes()) + " are expected already, of the " + Figures.bytes(deficit) + " needed";
    }

    /** The plan, for a deficit that is really there. */
    Plan finish(long deficit) {
        passedOver.addAll(notes.all());
        return new Plan(level, deficit, measures, passedOver, Math.max(0, deficit - relief.bytes()));
    }
}
