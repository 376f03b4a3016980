package io.spillway.plan;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.ModelId;
import io.spillway.sense.ProcessRef;

/** What a measure acts on; no two measures act on one target at a time. */
public record Target(Kind kind, String name) {
    /** The kinds of target. */
    public enum Kind {
        MODEL,
        CONTAINER,
        PROCESS
    }

    public Target {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    public static Target of(ModelId model) {
        return new Target(Kind.MODEL, model.toString());
    }

    public static Target container(String name) {
        return new Target(Kind.CONTAINER, name);
    }

    public static Target of(ProcessRef process, String name) {
        return new Target(Kind.PROCESS, name + "[" + process.pid() + "]");
    }

    @Override
    public String toString() {
        return name;
    }
}
