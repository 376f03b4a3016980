package io.spillway.record.settings;

import io.spillway.config.Levels;
import io.spillway.record.StateFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thresholds that were changed at run time, in {@code thresholds.properties} of the state directory. */
public final class SavedLevels {
    static final String FILE = "thresholds.properties";

    private static final String WARNING = "warning";
    private static final String CRITICAL = "critical";
    private static final String EMERGENCY = "emergency";
    private static final String KILL_SWITCH = "kill-switch";
    private static final String HYSTERESIS = "hysteresis";
    private static final String HOLD_DOWN = "hold-down";
    private static final Set<String> ALL = Set.of(WARNING, CRITICAL, EMERGENCY, KILL_SWITCH, HYSTERESIS, HOLD_DOWN);

    private final StateFile file;
    private final Logger log;

    public SavedLevels(Path stateDirectory) {
        this(stateDirectory, LoggerFactory.getLogger(SavedLevels.class));
    }

    SavedLevels(Path stateDirectory, Logger log) {
        this.file = new StateFile(stateDirectory, FILE);
        this.log = log;
    }

    /**
     * What was saved; empty where nothing was, or where it cannot be used, which is told in the log: then the configured ones hold.
     */
    public Optional<Levels> load() {
        try {
            Optional<byte[]> content = file.read();
            return content.isPresent() ? parsed(content.get()) : Optional.empty();
        } catch (IOException e) {
            log.warn(
                    "the thresholds that were changed at run time cannot be read, the configured ones hold: {}",
                    e.toString());
            return Optional.empty();
        }
    }

    private Optional<Levels> parsed(byte[] content) throws IOException {
        try {
            return Optional.of(parse(new String(content, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            log.warn(
                    "the thresholds in {} are damaged ({}), the configured ones hold; the file is now {}",
                    file.path(),
                    e.getMessage(),
                    file.setAside());
            return Optional.empty();
        }
    }

    /**
     * Keeps them.
     *
     * @throws IOException they could not be written: they are lost at the next start
     */
    public void save(Levels levels) throws IOException {
        file.replace(write(levels).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Forgets them.
     *
     * @throws IOException the file is still there: they come back at the next start
     */
    public void clear() throws IOException {
        file.delete();
    }

    /** Not by {@link Properties#store}: that writes the time of day into the file. */
    private static String write(Levels levels) {
        return "# Thresholds changed at run time. They win over the configuration; without this file it holds again.\n"
                + line(WARNING, levels.warningPercent())
                + line(CRITICAL, levels.criticalPercent())
                + line(EMERGENCY, levels.emergencyPercent())
                + line(KILL_SWITCH, levels.killSwitchPercent())
                + line(HYSTERESIS, levels.hysteresisPercent())
                + line(HOLD_DOWN, levels.holdDown());
    }

    private static String line(String key, Object value) {
        return key + "=" + value + "\n";
    }

    private static Levels parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        if (!properties.stringPropertyNames().equals(ALL)) {
            throw new IllegalArgumentException("it holds " + properties.stringPropertyNames() + " instead of " + ALL);
        }
        return new Levels(
                percent(properties, WARNING),
                percent(properties, CRITICAL),
                percent(properties, EMERGENCY),
                percent(properties, KILL_SWITCH),
                percent(properties, HYSTERESIS),
                holdDown(properties));
    }

    private static double percent(Properties properties, String key) {
        String text = properties.getProperty(key, "");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is '" + text + "'", e);
        }
    }

    private static Duration holdDown(Properties properties) {
        String text = properties.getProperty(HOLD_DOWN, "");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(HOLD_DOWN + " is '" + text + "'", e);
        }
    }
}
