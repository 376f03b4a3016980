package io.spillway.sense.ollama;

import io.spillway.sense.InstalledModel;
import io.spillway.sense.ModelId;
import io.spillway.sense.Sensed;
import io.spillway.sense.Sensed.Known;
import io.spillway.sense.Sensed.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The models on a server's disk, asked for seldom: the last good answer holds until there is another. */
final class InstalledModels {
    /** The server reads a manifest from its disk for each of them. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private final OllamaApi api;
    private Sensed<List<InstalledModel>> latest;
    private boolean asked;
    private long askedNanos;

    /** What was deleted from the disk while it is loaded is missed in every answer, and is a reason to ask only once. */
    private Set<Named> loadedThen = Set.of();

    private record Named(ModelName name, String digest) {
        static Named of(LoadedModel loaded) {
            return new Named(loaded.name(), loaded.digest());
        }
    }

    InstalledModels(OllamaApi api, Instant since) {
        this.api = api;
        this.latest = Unknown.notYetSeen(since);
    }

    Sensed<List<InstalledModel>> latest() {
        return latest;
    }

    /** Asks the server if it is time, or if a model is loaded that the last answer lacked. */
    void look(Listing listing, Instant now, long nowNanos) {
        if (asked && nowNanos - askedNanos < PERIOD.toNanos() && !isNewcomerIn(listing)) {
            return;
        }
        asked = true;
        askedNanos = nowNanos;
        loadedThen = listing.models().stream().map(Named::of).collect(Collectors.toSet());
        try {
            latest = new Known<>(
                    api.tags().stream().map(tag -> installed(tag, now)).toList(), now);
        } catch (IOException e) {
            if (!latest.isKnown()) {
                latest = new Unknown<>(String.valueOf(e.getMessage()), now);
            }
        }
    }

    private boolean isNewcomerIn(Listing listing) {
        return listing.models().stream()
                .anyMatch(loaded -> !loadedThen.contains(Named.of(loaded)) && !api.isTagged(loaded));
    }

    private InstalledModel installed(Tag tag, Instant now) {
        Sensed<Long> sizeBytes = tag.sizeBytes().isPresent()
                ? new Known<>(tag.sizeBytes().getAsLong(), now)
                : new Unknown<>("the server does not say", now);
        return new InstalledModel(
                new ModelId(api.id(), tag.name().text()),
                sizeBytes,
                tag.parameterSize(),
                tag.quantization(),
                tag.runsElsewhere());
    }
}
