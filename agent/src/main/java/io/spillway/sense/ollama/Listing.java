package io.spillway.sense.ollama;

import java.util.List;
import java.util.Optional;

/**
 * What the server listed as loaded.
 *
 * @param askedAtNanos when it was asked, by the ticker: what was changed before that is in it
 */
public record Listing(long askedAtNanos, List<LoadedModel> models) {
    public Listing {
        models = List.copyOf(models);
    }

    public Optional<LoadedModel> find(ModelName name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
