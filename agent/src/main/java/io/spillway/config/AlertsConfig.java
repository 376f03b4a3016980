package io.spillway.config;

import java.net.URI;
import java.util.List;

/** Who is told about changes of level and measures, beside JMX and the log: webhooks that get a JSON POST. */
public record AlertsConfig(List<URI> webhooks) {
    public AlertsConfig {
        webhooks = List.copyOf(webhooks);
    }
}
