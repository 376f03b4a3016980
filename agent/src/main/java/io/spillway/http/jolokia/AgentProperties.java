package io.spillway.http.jolokia;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.config.SystemPropertyMode;

/** Reads how Jolokia is set up from {@code jolokia-agent.properties}. */
final class AgentProperties {
    static final String RESOURCE = "/io/spillway/jolokia/jolokia-agent.properties";

    private AgentProperties() {}

    /** The host's own {@code -Djolokia.*} and {@code JOLOKIA_*} are not looked at: they could open everything. */
    static Configuration read() throws IOException {
        return configuration(load());
    }

    /** @throws IllegalStateException for a key that Jolokia does not know */
    static Configuration configuration(Map<String, String> properties) {
        for (String key : properties.keySet()) {
            if (ConfigKey.getGlobalConfigKey(key) == null) {
                throw new IllegalStateException("unknown key in " + RESOURCE + ": " + key);
            }
        }
        return new StaticConfiguration(properties, null, SystemPropertyMode.NEVER);
    }

    private static Map<String, String> load() throws IOException {
        InputStream resource = AgentProperties.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IOException("missing in the agent: " + RESOURCE);
        }
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
