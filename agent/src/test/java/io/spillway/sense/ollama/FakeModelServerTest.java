package io.spillway.sense.ollama;

import io.spillway.testing.ollama.FakeModelServer;
import io.spillway.testing.ollama.ModelServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FakeModelServerTest extends OllamaContract {
    @TempDir
    private Path proc;

    @Override
    ModelServer start() {
        return FakeModelServer.start(proc);
    }
}
