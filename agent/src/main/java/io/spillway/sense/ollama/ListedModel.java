package io.spillway.sense.ollama;

import io.spillway.sense.Model;
import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import io.spillway.sense.Sensed.Known;
import io.spillway.sense.Sensed.Unknown;
import io.spillway.transport.NoAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of one model from one listing to the next. */
final class ListedModel {
    private static final Duration SHOW_AGAIN_AFTER = Duration.ofSeconds(2);

    private final OllamaApi api;
    private final Instant since;
    private final IdleClock idle = new IdleClock();
    private LoadedModel listed;
    private @Nullable ShownModel shown;
    private Sensed<Long> parameters;
    private long showAgainNanos;

    ListedModel(OllamaApi api, LoadedModel listed, Instant now, long nowNanos) {
        this.api = api;
        this.listed = listed;
        this.since = now;
        this.parameters = new Unknown<>("not asked yet", now);
        this.showAgainNanos = nowNanos;
    }

    String digest() {
        return listed.digest();
    }

    void list(LoadedModel again, Instant now, long nowNanos) {
        listed = again;
        idle.sawExpiry(again.expiresAt(), now, nowNanos);
    }

    /**
     * Asks once for what does not change. Answers whether it makes sense to ask the server for anything more now.
     */
    boolean show(Instant now, long nowNanos) {
        if (shown != null || nowNanos - showAgainNanos < 0) {
            return true;
        }
        try {
            ShownModel answer = api.show(listed.name());
            shown = answer;
            parameters = answer.parameters().isPresent()
                    ? new Known<>(answer.parameters().getAsLong(), now)
                    : new Unknown<>("the server does not say", now);
            return true;
        } catch (IOException e) {
            parameters = new Unknown<>(String.valueOf(e.getMessage()), since);
            showAgainNanos = nowNanos + SHOW_AGAIN_AFTER.toNanos();
            return !(e instanceof NoAnswerException);
        }
    }

    boolean runsElsewhere() {
        return api.runsElsewhere(listed)
                || (shown != null && !shown.remoteHost().isEmpty());
    }

    /** File name of the weights; empty where it is not known. */
    String blob() {
        return shown == null ? "" : shown.blob();
    }

    Model model(RuntimeId runtime, ServerProcesses processes, Instant now, long nowNanos) {
        Sensed<ProcessRef> runner = runner(processes, now);
        Sensed<Long> resident = new Unknown<>("its runner is not known", since);
        Sensed<Long> anonymous = resident;
        Optional<ProcFiles.Stat> stat =
                runner instanceof Known<ProcessRef> known ? processes.stat(known.value()) : Optional.empty();
        if (stat.isPresent()) {
            ProcFiles.Stat seen = stat.get();
            idle.sawCpu(seen.ref().pid(), seen.cpuTicks(), nowNanos);
            resident = measured(processes.residentBytes(seen.ref()), now);
            anonymous = measured(processes.anonymousBytes(seen.ref()), now);
        } else {
            idle.sawNoCpu();
        }
        return new Model(
                new ModelId(runtime, listed.name().text()),
                listed.digest(),
                listed.sizeBytes(),
                listed.gpuBytes(),
                resident,
                anonymous,
                parameters,
                listed.quantization(),
                new Known<>(listed.expiresAt(), now),
                idle.isUseTold()
                        ? new Known<>(idle.idle(nowNanos), now)
                        : new Unknown<>("seen for the first time", since),
                idle.activity(),
                runner);
    }

    private static Sensed<Long> measured(Optional<Long> bytes, Instant now) {
        return bytes.<Sensed<Long>>map(known -> new Known<>(known, now))
                .orElseGet(() -> new Unknown<>("its runner's memory cannot be read", now));
    }

    private Sensed<ProcessRef> runner(ServerProcesses processes, Instant now) {
        if (blob().isEmpty()) {
            return new Unknown<>("the server does not say which file holds its weights", since);
        }
        List<ProcessRef> runners = processes.runners(blob()).stream()
                .filter(process -> processes.stat(process).isPresent())
                .toList();
        if (runners.size() == 1) {
            return new Known<>(runners.get(0), now);
        }
        return new Unknown<>(
                runners.isEmpty()
                        ? "no process that holds its weights can be seen"
                        : runners.size() + " processes of different servers hold its weights",
                since);
    }
}
