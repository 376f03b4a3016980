package io.spillway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code run} and {@code attach} share. */
final class GuardOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, spillway.yaml. Without it the default places, then the defaults.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One key of the configuration, such as levels.warning=75. May be given many times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Decide everything, change nothing, and say what would have been done.")
    private boolean dryRun;

    @Option(names = "--port", paramLabel = "N", description = "The port of the HTTP server (8523); 0 for any free one.")
    private @Nullable Integer port;

    /** The keys of the configuration, and {@code config}, an absolute path. */
    Map<String, String> asMap() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (config != null) {
            all.put("config", config.toAbsolutePath().toString());
        }
        if (port != null) {
            all.put("http.port", port.toString());
        }
        if (dryRun) {
            all.put("dry-run", "true");
        }
        return all;
    }
}
