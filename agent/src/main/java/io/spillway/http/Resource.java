package io.spillway.http;

import java.io.IOException;

/** What stands behind a path. */
@FunctionalInterface
interface Resource {
    /**
     * Answers.
     *
     * @throws IllegalArgumentException when the request is at fault
     * @throws IllegalStateException when it cannot be done now
     * @throws IOException when something that the answer needs cannot be had
     */
    Response answer(Request request) throws IOException;
}
