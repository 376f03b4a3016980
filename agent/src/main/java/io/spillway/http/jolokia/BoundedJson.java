package io.spillway.http.jolokia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringReader;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document that is not nested deeper than any request needs: Jolokia's own reader knows no bound. */
final class BoundedJson {
    static final int MAX_DEPTH = 32;

    private static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private BoundedJson() {}

    /** @throws IOException when it is not such a document; the text says why */
    static @Nullable Object read(String text) throws IOException {
        requireBounded(text);
        try {
            return new JSONParser().parse(new StringReader(text));
        } catch (ParseException e) {
            throw new IOException("the body is no JSON: " + e.getMessage(), e);
        }
    }

    private static void requireBounded(String text) throws IOException {
        int roots = 0;
        try (JsonParser parser = STRICT.createParser(text)) {
            while (parser.nextToken() != null) {
                // Back at the root after a whole value.
                if (parser.getParsingContext().inRoot()) {
                    roots++;
                }
            }
        }
        if (roots != 1) {
            throw new IOException("the body must be one JSON object or array");
        }
    }
}
