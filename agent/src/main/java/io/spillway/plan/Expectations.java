package io.spillway.plan;

import io.spillway.plan.Measure.ForceUnloadModel;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.Measure.StopContainer;
import io.spillway.plan.Measure.UnloadModel;
import java.time.Duration;

/** How long a measure will take: what outcomes taught, else a first guess. */
record Expectations(Durations learnt) {
    /** An idle 3B model on Ollama 0.5 s to 1 s, and two polls of 500 ms at most. */
    private static final Duration UNLOAD = Duration.ofMillis(1500);
    /** The same, behind an answer of some hundred tokens that it finishes first. */
    private static final Duration UNLOAD_BUSY = Duration.ofSeconds(5);

    private static final Duration FORCE_UNLOAD = Duration.ofSeconds(2);
    /** The engine's own part in a stop. */
    private static final Duration ENGINE = Duration.ofMillis(500);
    /** From the signal to the first free page. */
    private static final Duration SIGNAL = Duration.ofMillis(100);
    /** 7 to 11 GB were free 0.5 to 0.9 s after a kill. */
    private static final double FREEING_NANOS_PER_BYTE = 0.08;

    Duration unload(LoadedModel model) {
        return learnt.of(UnloadModel.KIND, Target.of(model.id()), model.isBusy() ? UNLOAD_BUSY : UNLOAD);
    }

    Duration forceUnload(LoadedModel model) {
        return learnt.of(ForceUnloadModel.KIND, Target.of(model.id()), FORCE_UNLOAD);
    }

    /** TERM, which the process may ignore for all of {@code patience}. */
    Duration kill(Target process, Duration patience, long bytes) {
        return learnt.of(KillProcess.KIND, process, patience.plus(ended(bytes)));
    }

    /** A container that ends at TERM is quicker, but one that ignores it needs all of {@code grace}. */
    Duration stop(Target container, Duration grace, long bytes) {
        Duration atMost = stopAtMost(grace, bytes);
        Duration expected = learnt.of(StopContainer.KIND, container, atMost);
        // What a longer grace taught says nothing about a shorter one.
        return expected.compareTo(atMost) < 0 ? expected : atMost;
    }

    /** The whole of {@code grace}, which others that end at once say nothing about, unless this one is known to need less or more. */
    Duration stopStateful(Target container, Duration grace, long bytes) {
        return learnt.ofTarget(StopContainer.KIND, container, stopAtMost(grace, bytes));
    }

    static Duration stopAtMost(Duration grace, long bytes) {
        return grace.plus(ENGINE).plus(ended(bytes));
    }

    /** A process that was sent KILL. */
    static Duration ended(long bytes) {
        return SIGNAL.plusNanos((long) (bytes * FREEING_NANOS_PER_BYTE));
    }
}
