package io.spillway.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spillway.testing.docker.Behaviour;
import io.spillway.testing.docker.DockerDaemon;
import io.spillway.testing.ollama.OllamaServer;
import io.spillway.testing.ollama.RandomModel;
import java.util.Map;

/**
 * A real Docker engine and a real Ollama to be watched, until stdin ends: two containers, one of them protected, and one loaded model.
 * Prints a line with the engine's socket and the model server's address.
 */
public final class WatchedParts {
    private WatchedParts() {}

    public static void main(String[] arguments) throws Exception {
        try (DockerDaemon docker = DockerDaemon.start();
                OllamaServer ollama = OllamaServer.start()) {
            docker.run("bench-protected", Map.of("spillway.protect", "true"), Behaviour.ENDS_ON_TERM);
            docker.run("bench-stopped", Map.of("spillway.priority", "1"), Behaviour.ENDS_ON_TERM);
            ollama.create("bench", RandomModel.tiny(1));
            ollama.load("bench");
            System.out.println(docker.socket() + " " + ollama.url());
            while (System.in.read() >= 0) {
                // Until whoever started it closes its end.
            }
        }
        System.out.write("ended\n".getBytes(UTF_8));
    }
}
