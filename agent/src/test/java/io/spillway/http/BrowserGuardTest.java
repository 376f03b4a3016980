package io.spillway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.http.RawHttp.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard in front of every path, over the real server. */
class BrowserGuardTest {
    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Host, evil.example",
        "Host, localhost.evil.example",
        "Host, localhost:1"
    })
    void aWebPageGetsNowhere(String header, String value) throws IOException {
        for (String path : List.of("/optimize", "/", "/jolokia/version", "/nowhere")) {
            Answer answer = running.http().with(header, value).get(path);

            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text("message")).isNotBlank();
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
        }
        assertThat(running.operations.optimized).hasValue(0);
    }

    @Test
    void curlAndOurOwnPageGetThrough() throws IOException {
        String own = "http://127.0.0.1:" + running.port;

        assertThat(running.http().get("/optimize").status()).isEqualTo(200);
        assertThat(running.http().with("Host", "127.0.0.1").get("/health").status())
                .isEqualTo(200);
        assertThat(running.http()
                        .with("Host", "[::1]:" + running.port)
                        .get("/health")
                        .status())
                .isEqualTo(200);
        assertThat(running.http()
                        .with("Origin", own)
                        .with("Sec-Fetch-Site", "same-origin")
                        .get("/health")
                        .status())
                .isEqualTo(200);
        assertThat(running.http().with("Sec-Fetch-Site", "none").get("/").status())
                .isEqualTo(200);
    }
}
