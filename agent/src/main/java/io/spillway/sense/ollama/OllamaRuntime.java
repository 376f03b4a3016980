package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

import io.spillway.config.Origin;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.Model;
import io.spillway.sense.ModelRuntime;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import io.spillway.sense.Sensed.Absent;
import io.spillway.sense.Sensed.Known;
import io.spillway.sense.Sensed.Unknown;
import io.spillway.sense.Ticker;
import io.spillway.transport.NoAnswerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The models that an Ollama server has loaded, each joined to the process that holds it. Never throws. */
public final class OllamaRuntime implements ModelRuntime {
    private final OllamaApi api;
    private final InstantSource clock;
    private final Ticker ticker;
    private final ServerProcesses processes;
    private final InstalledModels onDisk;
    private Map<ModelName, ListedModel> listed = Map.of();
    private @Nullable Sensed<List<Model>> answer;
    private long lookedNanos;
    private @Nullable Instant answeredAt;
    private @Nullable Instant failingSince;
    private volatile List<Long> ownPids = List.of();
    private volatile Sensed<List<InstalledModel>> installed;

    /** @param proc {@code /proc} */
    public OllamaRuntime(OllamaApi api, Path proc, InstantSource clock, Ticker ticker) {
        this.api = requireNonNull(api, "api");
        this.clock = requireNonNull(clock, "clock");
        this.ticker = requireNonNull(ticker, "ticker");
        ProcFiles files = new ProcFiles(proc);
        this.processes = new ServerProcesses(files, new ProcessScan(files, api.url()));
        this.onDisk = new InstalledModels(api, clock.instant());
        this.installed = onDisk.latest();
    }

    @Override
    public RuntimeId id() {
        return api.id();
    }

    /** Looks at most every {@link OllamaApi#PACE}; asked sooner, it answers the same again. */
    @Override
    public synchronized Sensed<List<Model>> models() {
        long nowNanos = ticker.nanos();
        Sensed<List<Model>> last = answer;
        if (last != null && nowNanos - lookedNanos < OllamaApi.PACE.toNanos()) {
            return last;
        }
        lookedNanos = nowNanos;
        Sensed<List<Model>> now = look(clock.instant(), nowNanos);
        answer = now;
        ownPids = now instanceof Absent ? List.of() : processes.pids();
        installed = now instanceof Absent<List<Model>> absent ? new Absent<>(absent.reason()) : onDisk.latest();
        return now;
    }

    /** Asked for by {@link #models()}, seldom. */
    @Override
    public Sensed<List<InstalledModel>> installed() {
        return installed;
    }

    @Override
    public List<Long> ownPids() {
        return ownPids;
    }

    /** Nothing is kept open here: the connections belong to the HTTP stack. */
    @Override
    public void close() {}

    private Sensed<List<Model>> look(Instant now, long nowNanos) {
        try {
            Listing listing = api.loaded();
            answeredAt = now;
            if (failingSince != null) {
                failingSince = null;
                processes.expectChange();
            }
            return new Known<>(join(listing, now, nowNanos), now);
        } catch (IOException e) {
            if (isAbsent(e)) {
                return new Absent<>(String.valueOf(e.getMessage()));
            }
            processes.refresh(blobs(listed.values()), nowNanos);
            return failing(e, now);
        }
    }

    private boolean isAbsent(IOException e) {
        return answeredAt == null
                && api.config().origin() == Origin.ASSUMED
                && e instanceof NoAnswerException none
                && none.kind() == NoAnswerException.Kind.NOT_REACHED;
    }

    private Sensed<List<Model>> failing(IOException e, Instant now) {
        boolean first = failingSince == null;
        Instant since = first ? now : requireNonNull(failingSince);
        failingSince = since;
        if (first
                && answer instanceof Known
                && e instanceof BadAnswerException bad
                && bad.kind() == BadAnswerException.Kind.SERVER_ERROR) {
            // Once, that is a race inside the server: what was seen half a second ago holds, with its time, until the
            // next look.
            return requireNonNull(answer);
        }
        return new Unknown<>(String.valueOf(e.getMessage()), since);
    }

    private List<Model> join(Listing listing, Instant now, long nowNanos) {
        Map<ModelName, ListedModel> kept = new LinkedHashMap<>();
        for (LoadedModel loaded : listing.models()) {
            ListedModel known = listed.get(loaded.name());
            if (known == null || !known.digest().equals(loaded.digest())) {
                known = new ListedModel(api, loaded, now, nowNanos);
            }
            known.list(loaded, now, nowNanos);
            kept.put(loaded.name(), known);
        }
        listed = kept;
        boolean answering = true;
        for (ListedModel model : kept.values()) {
            answering = answering && model.show(now, nowNanos);
        }
        if (answering) {
            onDisk.look(listing, now, nowNanos);
        }
        processes.refresh(blobs(kept.values()), nowNanos);
        List<Model> models = new ArrayList<>();
        for (ListedModel model : kept.values()) {
            if (!model.runsElsewhere()) {
                models.add(model.model(api.id(), processes, now, nowNanos));
            }
        }
        return List.copyOf(models);
    }

    private static Set<String> blobs(Collection<ListedModel> models) {
        return models.stream()
                .map(ListedModel::blob)
                .filter(blob -> !blob.isEmpty())
                .collect(Collectors.toSet());
    }
}
