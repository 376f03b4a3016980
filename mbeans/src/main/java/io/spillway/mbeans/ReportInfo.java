package io.spillway.mbeans;

import java.util.List;

/**
 * What an operation did.
 *
 * @param message one sentence for people
 * @param freedBytes the sum of what was measured to be freed
 * @param outcomes in the order in which they ended
 */
public record ReportInfo(String message, long freedBytes, List<OutcomeInfo> outcomes) {
    /** Copies the list. */
    public ReportInfo {
        outcomes = List.copyOf(outcomes);
    }
}
