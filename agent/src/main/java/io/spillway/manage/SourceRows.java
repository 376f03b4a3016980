package io.spillway.manage;

import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.mbeans.SourceInfo;
import io.spillway.sense.Sensed;

/** Sources as the management interface shows them. */
final class SourceRows {
    private SourceRows() {}

    static SourceInfo of(SourceHealth source) {
        Sensed<String> state = source.state();
        if (state instanceof Sensed.Known<String> known) {
            return new SourceInfo(
                    source.name(), "known", known.value(), known.at().toEpochMilli());
        }
        if (state instanceof Sensed.Unknown<String> unknown) {
            return new SourceInfo(
                    source.name(), "unknown", unknown.reason(), unknown.since().toEpochMilli());
        }
        return new SourceInfo(source.name(), stateOf(state), state.whyNotKnown(), -1);
    }

    static String stateOf(Sensed<?> sensed) {
        if (sensed.isKnown()) {
            return "known";
        }
        return sensed instanceof Sensed.Absent ? "absent" : "unknown";
    }
}
