package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What {@code /api/show} says of a model; it does not change as long as the model's digest does not. */
public final class ShownModel {
    private final @Nullable Long parameters;
    private final String blob;
    private final String remoteHost;

    ShownModel(@Nullable Long parameters, String blob, String remoteHost) {
        this.parameters = parameters;
        this.blob = requireNonNull(blob, "blob");
        this.remoteHost = requireNonNull(remoteHost, "remoteHost");
    }

    /** Source: {@code general.parameter_count}, which the server counts from the tensors; {@code parameter_size} is rounded. */
    public OptionalLong parameters() {
        return parameters == null ? OptionalLong.empty() : OptionalLong.of(parameters);
    }

    /** File name of the weights, {@code sha256-…}: the one behind the runner's {@code --model}; empty where it is not told. */
    public String blob() {
        return blob;
    }

    /** Where the model runs, when it runs elsewhere; else empty. */
    public String remoteHost() {
        return remoteHost;
    }
}
