package io.spillway.sense.ollama;

import static java.util.Objects.requireNonNull;

/**
 * A model's name as Ollama's listing shows it: with its tag, without the default registry and its {@code library/}. So {@code
 * nomic-embed-text} and {@code registry.ollama.ai/library/nomic-embed-text:latest} are one.
 */
public record ModelName(String text) {
    private static final String REGISTRY = "registry.ollama.ai/";
    private static final String LIBRARY = "library/";

    public ModelName {
        requireNonNull(text, "text");
        String name = withoutPrefix(withoutPrefix(text, REGISTRY), LIBRARY);
        // A colon before the last slash belongs to the registry's port.
        text = name.indexOf(':', name.lastIndexOf('/') + 1) < 0 ? name + ":latest" : name;
    }

    /** A model that runs elsewhere under the name of a local one: it holds no memory here, and a request for it leaves the host. */
    public boolean isCloud() {
        return text.endsWith(":cloud") || text.endsWith("-cloud");
    }

    @Override
    public String toString() {
        return text;
    }

    private static String withoutPrefix(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
