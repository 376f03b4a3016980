package io.spillway.plan;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.ContainerId;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.Sensed;
import java.time.Duration;

/** One action on one target. */
public sealed interface Measure {
    /** What it acts on. */
    Target target();

    /** What the plan counts on becoming available, in bytes; at least 0. */
    long expectedReliefBytes();

    /** How long it takes until the memory is free. */
    Duration expectedDuration();

    Disruption disruption();

    /** Which gate it belongs to. */
    Gate gate();

    /** Why this target, for people. */
    String reason();

    /** For logs and metrics: {@code unload-model}. */
    String kind();

    /** Ask the server to unload; a busy model finishes its requests first. */
    record UnloadModel(ModelId model, long expectedReliefBytes, Duration expectedDuration, Gate gate, String reason)
            implements Measure {
        /** What {@link #kind()} answers. */
        public static final String KIND = "unload-model";

        public UnloadModel {
            requireNonNull(model, "model");
            requireValid(model.toString(), expectedReliefBytes, expectedDuration, gate, reason);
        }

        @Override
        public Target target() {
            return Target.of(model);
        }

        @Override
        public Disruption disruption() {
            return Disruption.RELOAD;
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Ask the server to unload, and end the runner when it does not go in time. */
    record ForceUnloadModel(
            ModelId model,
            Sensed<ProcessRef> runner,
            Duration patience,
            long expectedReliefBytes,
            Duration expectedDuration,
            Gate gate,
            String reason)
            implements Measure {
        /** What {@link #kind()} answers. */
        public static final String KIND = "force-unload-model";

        public ForceUnloadModel {
            requireNonNull(model, "model");
            requireNonNull(runner, "runner");
            requireNonNull(patience, "patience");
            requireValid(model.toString(), expectedReliefBytes, expectedDuration, gate, reason);
        }

        @Override
        public Target target() {
            return Target.of(model);
        }

        @Override
        public Disruption disruption() {
            return Disruption.LOST_REQUESTS;
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** TERM, then KILL when it does not end within {@code patience}; zero patience is KILL at once. */
    record KillProcess(
            ProcessRef process,
            String name,
            Duration patience,
            long expectedReliefBytes,
            Duration expectedDuration,
            Gate gate,
            String reason)
            implements Measure {
        /** What {@link #kind()} answers. */
        public static final String KIND = "kill-process";

        public KillProcess {
            requireNonNull(process, "process");
            requireNonNull(name, "name");
            requireNonNull(patience, "patience");
            requireValid(name, expectedReliefBytes, expectedDuration, gate, reason);
        }

        @Override
        public Target target() {
            return Target.of(process, name);
        }

        @Override
        public Disruption disruption() {
            return Disruption.PROGRAM_ENDED;
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Stop a container; the engine kills it when it does not end within {@code grace}. */
    record StopContainer(
            ContainerId container,
            String name,
            Duration grace,
            long expectedReliefBytes,
            Duration expectedDuration,
            Gate gate,
            String reason)
            implements Measure {
        /** What {@link #kind()} answers. */
        public static final String KIND = "stop-container";

        public StopContainer {
            requireNonNull(container, "container");
            requireNonNull(name, "name");
            requireNonNull(grace, "grace");
            requireValid(name, expectedReliefBytes, expectedDuration, gate, reason);
        }

        @Override
        public Target target() {
            return Target.container(name);
        }

        @Override
        public Disruption disruption() {
            return Disruption.SERVICE_STOPPED;
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** Start a container again that we stopped; its relief is 0 and its cost is what it used before. */
    record StartContainer(
            ContainerId container, String name, long expectedUseBytes, Duration expectedDuration, String reason)
            implements Measure {
        /** What {@link #kind()} answers. */
        public static final String KIND = "start-container";

        public StartContainer {
            requireNonNull(container, "container");
            requireNonNull(name, "name");
            if (expectedUseBytes < 0) {
                throw new IllegalArgumentException("negative use of " + name + ": " + expectedUseBytes);
            }
            requireValid(name, 0, expectedDuration, Gate.RESTORE, reason);
        }

        @Override
        public Target target() {
            return Target.container(name);
        }

        @Override
        public long expectedReliefBytes() {
            return 0;
        }

        @Override
        public Disruption disruption() {
            return Disruption.NONE;
        }

        @Override
        public Gate gate() {
            return Gate.RESTORE;
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    private static void requireValid(String target, long reliefBytes, Duration duration, Gate gate, String reason) {
        requireNonNull(duration, "duration");
        requireNonNull(gate, "gate");
        requireNonNull(reason, "reason");
        if (reliefBytes < 0) {
            throw new IllegalArgumentException("negative relief for " + target + ": " + reliefBytes);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative duration for " + target + ": " + duration);
        }
    }
}
