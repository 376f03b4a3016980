package io.spillway.http.jolokia;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/** An answer in JSON, UTF-8; a bulk is made while it is written, so that only one of its items is in memory at a time. */
public record JolokiaAnswer(int status, Body body) {
    /** Writes the answer; to be called once. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    public JolokiaAnswer {
        requireNonNull(body, "body");
    }
}
