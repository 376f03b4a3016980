package io.spillway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is assumed where the configuration says {@code auto}: from the environment that other programs use too, else the usual. */
final class Assumptions {
    private static final Pattern OLLAMA_HOST =
            Pattern.compile("(?:(https?)://)?([^:/\\[\\]]*|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?(/.*)?");

    private static final String USUAL_OLLAMA = "http://127.0.0.1:11434";
    private static final String USUAL_SOCKET = "/var/run/docker.sock";

    private final ConfigRequest request;
    private final List<String> notes = new ArrayList<>();

    Assumptions(ConfigRequest request) {
        this.request = request;
    }

    /** For people: what of the environment was used or could not be. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    RuntimeConfig runtime() {
        String host = request.environment().getOrDefault("OLLAMA_HOST", "").strip();
        URI url = URI.create(USUAL_OLLAMA);
        if (!host.isEmpty()) {
            try {
                url = Addresses.url(ollamaUrl(host));
                notes.add("environment OLLAMA_HOST: the model server is assumed at " + url);
            } catch (IllegalArgumentException e) {
                notes.add(
                        "environment OLLAMA_HOST: '" + host + "' is no address of a server, assuming " + USUAL_OLLAMA);
            }
        }
        return new RuntimeConfig(RuntimeType.OLLAMA, url, Origin.ASSUMED);
    }

    /** The server reads the same variable as the address to listen at: "every address" is not one that can be called. */
    private static String ollamaUrl(String text) {
        Matcher matcher = OLLAMA_HOST.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String host = matcher.group(2);
        String callable =
                switch (host) {
                    case "", "0.0.0.0" -> "127.0.0.1";
                    case "[::]" -> "[::1]";
                    default -> host;
                };
        String scheme = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
        String usualPort =
                switch (scheme) {
                    case "" -> "11434";
                    case "https" -> "443";
                    default -> "80";
                };
        String port = matcher.group(3) == null ? usualPort : matcher.group(3);
        String path = matcher.group(4) == null || matcher.group(4).equals("/") ? "" : matcher.group(4);
        return (scheme.isEmpty() ? "http" : scheme) + "://" + callable + ":" + port + path;
    }

    EngineConfig engine() {
        String host = request.environment().getOrDefault("DOCKER_HOST", "").strip();
        if (!host.isEmpty()) {
            try {
                Path socket = Addresses.unixSocket(host);
                notes.add("environment DOCKER_HOST: the engine is assumed at unix://" + socket);
                return new EngineConfig(socket, Origin.ASSUMED);
            } catch (IllegalArgumentException e) {
                notes.add("environment DOCKER_HOST: '" + host + "' is no unix socket, assuming unix://" + USUAL_SOCKET);
            }
        }
        return new EngineConfig(Path.of(USUAL_SOCKET), Origin.ASSUMED);
    }

    Path stateDirectory() {
        return request.superuser()
                ? Path.of("/var/lib/spillway")
                : request.homeDirectory("XDG_STATE_HOME", ".local/state").resolve("spillway");
    }
}
