package io.spillway.manage;

import static io.spillway.testing.Snapshots.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import org.junit.jupiter.api.Test;

class RefaultRateTest {
    private final RefaultRate rate = new RefaultRate();

    @Test
    void isUnknownUntilTheCounterWasReadTwice() {
        rate.look(at(0, 1000));

        assertThat(rate.pagesPerSecond()).isNaN();
    }

    @Test
    void isThePagesBetweenTwoReadings() {
        rate.look(at(0, 1000));
        rate.look(at(2000, 1500));

        assertThat(rate.pagesPerSecond()).isEqualTo(250);
    }

    @Test
    void staysWhenTheSameReadingIsLookedAtAgain() {
        rate.look(at(0, 1000));
        rate.look(at(2000, 1500));
        rate.look(at(2000, 1500));

        assertThat(rate.pagesPerSecond()).isEqualTo(250);
    }

    @Test
    void isUnknownAgainWhenTheCounterCannotBeRead() {
        rate.look(at(0, 1000));
        rate.look(at(2000, 1500));
        rate.look(new Sensed.Unknown<>("gone", AT));

        assertThat(rate.pagesPerSecond()).isNaN();
    }

    @Test
    void isUnknownWhenTheCounterWasReset() {
        rate.look(at(0, 1000));
        rate.look(at(2000, 10));

        assertThat(rate.pagesPerSecond()).isNaN();
    }

    private static Sensed<Refaults> at(long millis, long pages) {
        return new Sensed.Known<>(new Refaults(pages), AT.plusMillis(millis));
    }
}
