package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumptionsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:11434",
        "0.0.0.0:8000, http://127.0.0.1:8000",
        ":8000, http://127.0.0.1:8000",
        "gpu, http://gpu:11434",
        "gpu:1, http://gpu:1",
        "http://gpu, http://gpu:80",
        "https://gpu, https://gpu:443",
        "https://gpu:1/ollama, https://gpu:1/ollama",
        "http://gpu:1/, http://gpu:1",
        "[::], http://[::1]:11434",
        "[fe80::1]:7, http://[fe80::1]:7",
    })
    void theModelServerIsAssumedWhereOllamasOwnVariableSays(String host, String url) {
        LoadedConfig loaded =
                Loading.in(folder).environment("OLLAMA_HOST", host).loaded();

        assertThat(loaded.config().models().runtimes())
                .containsExactly(new RuntimeConfig(RuntimeType.OLLAMA, URI.create(url), Origin.ASSUMED));
        assertThat(loaded.sources()).contains("environment OLLAMA_HOST: the model server is assumed at " + url);
    }

    @ParameterizedTest
    @CsvSource({"tcp://gpu", "a b", "gpu:port", "gpu:99999"})
    void whatIsNoAddressIsToldAndLeftAside(String host) {
        LoadedConfig loaded =
                Loading.in(folder).environment("OLLAMA_HOST", host).loaded();

        assertThat(loaded.config().models().runtimes())
                .extracting(RuntimeConfig::url)
                .containsExactly(URI.create("http://127.0.0.1:11434"));
        assertThat(loaded.sources())
                .contains("environment OLLAMA_HOST: '" + host
                        + "' is no address of a server, assuming http://127.0.0.1:11434");
    }

    @Test
    void theEngineIsAssumedWhereDockersOwnVariableSays() {
        assertThat(Loading.in(folder)
                        .environment("DOCKER_HOST", "unix:///run/user/7/docker.sock")
                        .config()
                        .containers()
                        .engine())
                .isEqualTo(new EngineConfig(Path.of("/run/user/7/docker.sock"), Origin.ASSUMED));
    }

    @Test
    void anEngineThatIsNoUnixSocketIsToldAndLeftAside() {
        LoadedConfig loaded = Loading.in(folder)
                .environment("DOCKER_HOST", "tcp://10.0.0.1:2375")
                .loaded();

        assertThat(loaded.config().containers().engine().socket()).isEqualTo(Path.of("/var/run/docker.sock"));
        assertThat(loaded.sources())
                .contains("environment DOCKER_HOST: 'tcp://10.0.0.1:2375' is no unix socket, assuming"
                        + " unix:///var/run/docker.sock");
    }

    @Test
    void whatIsConfiguredIsNotAssumed() {
        SpillwayConfig config = Loading.in(folder)
                .environment("OLLAMA_HOST", "elsewhere")
                .file("models: { runtimes: [http://127.0.0.1:11434] }")
                .config();

        assertThat(config.models().runtimes())
                .containsExactly(
                        new RuntimeConfig(RuntimeType.OLLAMA, URI.create("http://127.0.0.1:11434"), Origin.CONFIGURED));
    }
}
