package io.spillway.http;

import java.time.Duration;

/**
 * How long a client may hold one of the few workers.
 *
 * @param request from its first byte to its last, however long it waits for a worker
 * @param start at least, from when a worker has taken it on: what came whole and only waited is not cut off
 * @param answer to take the answer
 */
record Patience(Duration request, Duration start, Duration answer) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(30));
}
