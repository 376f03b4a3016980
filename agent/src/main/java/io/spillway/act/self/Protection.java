package io.spillway.act.self;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was tried to protect this JVM.
 *
 * @param reason what was set, or why not, for people
 */
public record Protection(String name, Result result, String reason) {
    /** How it went. */
    public enum Result {
        DONE,
        REFUSED
    }

    public Protection {
        requireNonNull(name, "name");
        requireNonNull(result, "result");
        requireNonNull(reason, "reason");
    }

    static Protection done(String name, String reason) {
        return new Protection(name, Result.DONE, reason);
    }

    static Protection refused(String name, String reason) {
        return new Protection(name, Result.REFUSED, reason);
    }
}
