package io.spillway.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model server as it is written in a list: {@code { type: ollama, url: http://… }}, or the URL alone for an Ollama. */
final class StatedRuntime implements ValueType<RuntimeConfig> {
    private static final ValueType<URI> URL = ValueType.text(Addresses::url);
    static final List<String> KEYS = List.of("type", "url");

    @Override
    public RuntimeConfig read(Raw raw) throws BadValueException {
        if (!(raw instanceof Raw.Entries entries)) {
            return configured(RuntimeType.OLLAMA, URL.read(raw));
        }
        Map<String, Raw> stated = stated(entries);
        Raw url = stated.get("url");
        if (url == null) {
            throw new BadValueException(raw.place(), "a runtime needs its url: write { type: ollama, url: http://… }");
        }
        Raw type = stated.get("type");
        return configured(
                type == null
                        ? RuntimeType.OLLAMA
                        : Types.choice(RuntimeType.class).read(type),
                URL.read(url));
    }

    private static Map<String, Raw> stated(Raw.Entries entries) throws BadValueException {
        Map<String, Raw> stated = new TreeMap<>();
        for (Raw.Entry entry : entries.entries()) {
            if (!KEYS.contains(entry.name())) {
                throw new BadValueException(
                        entry.place(), "a runtime has no key '" + entry.name() + "': its keys are type and url");
            }
            if (stated.put(entry.name(), entry.value()) != null) {
                throw new BadValueException(entry.place(), "'" + entry.name() + "' is stated twice for one runtime");
            }
        }
        return stated;
    }

    private static RuntimeConfig configured(RuntimeType type, URI url) {
        return new RuntimeConfig(type, url, Origin.CONFIGURED);
    }
}
