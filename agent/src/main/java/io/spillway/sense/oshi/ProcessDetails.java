package io.spillway.sense.oshi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What people want to know about one process.
 *
 * @param commandLine with its arguments; empty where it has none or they may not be read
 * @param user name of the owner
 * @param start to about a second; it moves when the host's clock is set, so it identifies nothing
 */
public record ProcessDetails(String commandLine, String user, Instant start) {
    public ProcessDetails {
        requireNonNull(commandLine, "commandLine");
        requireNonNull(user, "user");
        requireNonNull(start, "start");
    }
}
