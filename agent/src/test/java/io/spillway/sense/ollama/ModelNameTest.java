package io.spillway.sense.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "qwen2.5:3b, qwen2.5:3b",
        "nomic-embed-text, nomic-embed-text:latest",
        "library/nomic-embed-text, nomic-embed-text:latest",
        "registry.ollama.ai/library/llama3.2:3b, llama3.2:3b",
        "registry.ollama.ai/someone/llama, someone/llama:latest",
        "hf.co/someone/model:Q4_K_M, hf.co/someone/model:Q4_K_M",
        "localhost:5000/someone/model, localhost:5000/someone/model:latest",
    })
    void theNameIsTheOneOfTheListing(String given, String listed) {
        assertThat(new ModelName(given).text()).isEqualTo(listed);
        assertThat(new ModelName(listed)).isEqualTo(new ModelName(given));
    }

    @Test
    void aCloudModelIsToldByItsTag() {
        assertThat(new ModelName("gpt-oss:120b-cloud").isCloud()).isTrue();
        assertThat(new ModelName("kimi-k2:cloud").isCloud()).isTrue();
        assertThat(new ModelName("cloud:3b").isCloud()).isFalse();
        assertThat(new ModelName("cloudy").isCloud()).isFalse();
    }
}
