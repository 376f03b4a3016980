package io.spillway.sense.docker;

import io.spillway.sense.ContainerId;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what inspecting told about each container, and asks again only when it may have changed: another state in the list,
 * another first process, or an age at which limits may have been updated. One engine in trouble costs one time-out a pass.
 */
final class Inspections {
    /** An update of a running container's limits shows in nothing else; one inspection takes the engine 0.8 ms. */
    private static final Duration REFRESH = Duration.ofSeconds(60);

    /** How soon a failed inspection is repeated: an engine can be stuck at one container and answer for all others. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** What all inspections of a pass may take together; who is left over has its turn in the next. */
    private static final Duration PASS = Duration.ofSeconds(3);

    private final EngineApi api;
    private final InitProcessReader processes;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Map<ContainerId, Inspection> known = new HashMap<>();
    private long passStartNanos;
    private boolean passOver;

    Inspections(EngineApi api, InitProcessReader processes, InstantSource clock, Ticker ticker) {
        this.api = api;
        this.processes = processes;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** To be called before the containers of a new list are looked at; forgets all that are not among them. */
    void beginPass(Set<ContainerId> present) {
        known.keySet().retainAll(present);
        passStartNanos = ticker.nanos();
        passOver = false;
    }

    /** Empty where the container has gone since it was listed. */
    Optional<Inspection> of(ListedContainer container) {
        var before = known.get(container.id());
        if (before != null && holds(before, container)) {
            return Optional.of(before);
        }
        if (passOver || age(passStartNanos).compareTo(PASS) > 0) {
            return Optional.of(failed(before, container, "not inspected yet: the engine is slow"));
        }
        try {
            return Optional.of(inspect(before, container));
        } catch (EngineStatusException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            return Optional.of(
                    remember(container, failed(before, container, "cannot be inspected: " + e.getMessage())));
        } catch (IOException e) {
            passOver = true;
            return Optional.of(remember(container, failed(before, container, "cannot be inspected: " + e)));
        }
    }

    private boolean holds(Inspection before, ListedContainer container) {
        if (before.state() != container.state()) {
            return false;
        }
        boolean complete = before.limits().isKnown() && !(before.init() instanceof Sensed.Unknown);
        if (!complete) {
            return age(before.atNanos()).compareTo(RETRY) < 0;
        }
        return !container.mayLive() || (age(before.atNanos()).compareTo(REFRESH) < 0 && stillLives(before));
    }

    private boolean stillLives(Inspection before) {
        return before.init() instanceof Sensed.Known<InitProcess> init
                && processes.stillLives(init.value().ref());
    }

    private Inspection inspect(@Nullable Inspection before, ListedContainer container) throws IOException {
        var inspected = api.inspect(container.id());
        var limits = new Sensed.Known<>(inspected, clock.instant());
        var init = init(before, container, inspected.initPid());
        var inspection = new Inspection(container.state(), limits, init, ticker.nanos());
        boolean endedMeanwhile = container.mayLive() && inspected.initPid() <= 0;
        return endedMeanwhile ? inspection : remember(container, inspection);
    }

    private Sensed<InitProcess> init(@Nullable Inspection before, ListedContainer container, long pid) {
        if (!container.mayLive() || pid <= 0) {
            return new Sensed.Absent<>("the container does not run");
        }
        try {
            return new Sensed.Known<>(processes.read(container.id(), pid), clock.instant());
        } catch (IOException e) {
            return new Sensed.Unknown<>("its first process cannot be seen: " + e.getMessage(), unknownSince(before));
        }
    }

    /** Old limits are kept, for they rarely change; the process only while it is certainly the same. */
    private Inspection failed(@Nullable Inspection before, ListedContainer container, String reason) {
        Instant since = unknownSince(before);
        Sensed<InspectedContainer> limits =
                before != null && before.limits().isKnown() ? before.limits() : new Sensed.Unknown<>(reason, since);
        Sensed<InitProcess> init = new Sensed.Unknown<>(reason, since);
        if (!container.mayLive()) {
            init = new Sensed.Absent<>("the container does not run");
        } else if (before != null && stillLives(before)) {
            init = before.init();
        }
        return new Inspection(container.state(), limits, init, ticker.nanos());
    }

    private Inspection remember(ListedContainer container, Inspection inspection) {
        known.put(container.id(), inspection);
        return inspection;
    }

    private Instant unknownSince(@Nullable Inspection before) {
        return before != null && before.init() instanceof Sensed.Unknown<InitProcess> unknown
                ? unknown.since()
                : clock.instant();
    }

    private Duration age(long atNanos) {
        return Duration.ofNanos(ticker.nanos() - atNanos);
    }
}
