package io.spillway.sense;

import static java.util.Objects.requireNonNull;

/** A model on a server; the name is normalised and carries its tag: {@code nomic-embed-text:latest}. */
public record ModelId(RuntimeId runtime, String name) {
    public ModelId {
        requireNonNull(runtime, "runtime");
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return runtime.type() + "/" + name;
    }
}
