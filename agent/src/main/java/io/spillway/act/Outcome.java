package io.spillway.act;

import static java.util.Objects.requireNonNull;

import io.spillway.plan.Measure;
import java.time.Duration;

/** What a measure really did. */
public sealed interface Outcome {
    Measure measure();

    /** From the first call to the settled end. */
    Duration took();

    /** For people: what happened. */
    String detail();

    /** Who brought it about. */
    enum Doer {
        /** The measure. */
        MEASURE,
        /** Somebody else, before: there was nothing left to do. */
        OTHERS
    }

    /**
     * Done, and seen to be done.
     *
     * @param freedBytes host memory that the target held before and does not hold any more, measured on the target itself; 0 where
     *     that could not be measured
     * @param availableChangeBytes by how much the host's available memory rose meanwhile; others' doings are in it. 0 where memory
     *     could not be read
     */
    record Done(Measure measure, Duration took, long freedBytes, long availableChangeBytes, String detail, Doer doer)
            implements Outcome {
        public Done {
            require(measure, took, detail);
            requireNonNull(doer, "doer");
        }

        /** By the measure itself. */
        public Done(Measure measure, Duration took, long freedBytes, long availableChangeBytes, String detail) {
            this(measure, took, freedBytes, availableChangeBytes, detail, Doer.MEASURE);
        }
    }

    /** It did not happen. */
    record Failed(Measure measure, Duration took, String detail) implements Outcome {
        public Failed {
            require(measure, took, detail);
        }
    }

    /** It may have happened: a call timed out. The next inventory tells. */
    record Unsettled(Measure measure, Duration took, String detail) implements Outcome {
        public Unsettled {
            require(measure, took, detail);
        }
    }

    /** Dry run: it would have been done. */
    record DryRun(Measure measure, String detail) implements Outcome {
        public DryRun {
            require(measure, Duration.ZERO, detail);
        }

        @Override
        public Duration took() {
            return Duration.ZERO;
        }
    }

    private static void require(Measure measure, Duration took, String detail) {
        requireNonNull(measure, "measure");
        requireNonNull(took, "took");
        requireNonNull(detail, "detail");
    }
}
