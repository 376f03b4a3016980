package io.spillway.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What goes back to a client.
 *
 * @param headers beside those that every answer has
 */
record Response(int status, String contentType, Map<String, String> headers, Body body) {
    /** Writes the content; called once. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    Response {
        requireNonNull(contentType, "contentType");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    static Response json(int status, JsonBody content) {
        return new Response(status, JsonBody.CONTENT_TYPE, Map.of(), content::writeTo);
    }

    /** An error, in one sentence that says what to do. */
    static Response error(int status, String message) {
        return json(status, json -> {
            json.writeStringField("status", "error");
            json.writeStringField("message", message);
        });
    }

    Response with(String header, String value) {
        return new Response(status, contentType, Map.of(header, value), body);
    }
}
