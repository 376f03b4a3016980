package io.spillway.sense.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineWordsTest {
    @Test
    void theMessageIsTakenOutOfItsJson() {
        assertThat(EngineWords.of("Status 409: {\"code\":{},\"message\":\"is already\\n paused\"}\n"))
                .isEqualTo("is already paused");
    }

    @Test
    void whatIsNoJsonStaysAsItIs() {
        assertThat(EngineWords.of("Status 500: {oh")).isEqualTo("Status 500: {oh");
        assertThat(EngineWords.of("")).isEmpty();
    }

    @Test
    void longTextsAreCut() {
        assertThat(EngineWords.of("x".repeat(10_000))).hasSizeLessThan(400);
    }
}
