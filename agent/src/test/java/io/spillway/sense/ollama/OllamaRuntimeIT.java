package io.spillway.sense.ollama;

import io.spillway.testing.ollama.ModelServer;
import io.spillway.testing.ollama.OllamaServer;
import org.junit.jupiter.api.Tag;

@Tag("ollama")
class OllamaRuntimeIT extends OllamaContract {
    @Override
    ModelServer start() {
        return OllamaServer.start();
    }
}
