package io.spillway.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in the making, in a folder of its own. */
final class Loading {
    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path file;
    private boolean superuser;

    private Loading(Path folder) {
        this.folder = folder;
    }

    static Loading in(Path folder) {
        return new Loading(folder);
    }

    Loading file(String yaml) {
        file = write("test.yaml", yaml);
        return this;
    }

    Loading named(Path named) {
        file = named;
        return this;
    }

    /** A file in the folder that is the working directory, the home and the place of {@code /etc}'s stead at once. */
    Path write(String name, String text) {
        try {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Loading set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Loading environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Loading asRoot() {
        superuser = true;
        return this;
    }

    LoadedConfig loaded() {
        ConfigRequest request = new ConfigRequest(
                file, settings, "--set", environment, folder.resolve("work"), folder.resolve("home"), superuser);
        return ConfigLoader.load(request, folder.resolve("etc"));
    }

    SpillwayConfig config() {
        return loaded().config();
    }

    /** The faults, with the folder left out. */
    List<String> faults() {
        ConfigException exception = catchThrowableOfType(ConfigException.class, this::loaded);
        if (exception == null) {
            throw new AssertionError("it loaded");
        }
        return exception.faults().stream()
                .map(fault -> fault.toString().replace(folder + "/", ""))
                .toList();
    }
}
