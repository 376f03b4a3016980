package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void aSwapOfNeighboursIsOneMistake() {
        assertThat(Spelling.distance("memroy", "memory")).isEqualTo(1);
    }

    @Test
    void distanceCountsLettersPutInLeftOutAndReplaced() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("abc", "abc")).isZero();
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void whatIsTooFarAwayIsNotGuessed() {
        assertThat(Spelling.nearest("xyz", List.of("host", "levels"))).isEmpty();
    }

    @Test
    void theNearestIsGuessed() {
        assertThat(Spelling.nearest("critcal", List.of("warning", "critical"))).contains("critical");
    }
}
