package io.spillway.assess;

import static io.spillway.testing.Readings.used;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spillway.assess.Pacing.HugePages;
import io.spillway.config.Levels;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long MILLISECOND = 1_000_000;

    private final Pacing pacing = new Pacing(HugePages.POSSIBLE);

    private long sleep(double usedPercent) {
        return pacing.sleepNanos(used(usedPercent).build(), Levels.DEFAULTS);
    }

    @Test
    void sleepsNoLongerThanTheFastestFillTakesToTheNextThreshold() {
        assertThat(sleep(70)).isCloseTo((long) (gib(1.5) / 12.0), within(MILLISECOND));
        assertThat(sleep(85)).isCloseTo((long) (gib(0.75) / 12.0), within(MILLISECOND));
    }

    @Test
    void sleepsLongerWhereThereAreNoHugePages() {
        Pacing slower = new Pacing(HugePages.NEVER);

        assertThat(slower.sleepNanos(used(85).build(), Levels.DEFAULTS))
                .isCloseTo((long) (gib(0.75) / 4.0), within(MILLISECOND));
    }

    @Test
    void sleepsASecondAtMost() {
        assertThat(pacing.sleepNanos(used(10).of(gib(512)).build(), Levels.DEFAULTS))
                .isEqualTo(1_000 * MILLISECOND);
    }

    @Test
    void sleepsAMillisecondAtLeast() {
        assertThat(sleep(89.999)).isEqualTo(MILLISECOND);
        assertThat(sleep(100)).isEqualTo(MILLISECOND);
    }

    @Test
    void doesNotHurryTowardsWarningAlone() {
        assertThat(sleep(79.999)).isEqualTo(20 * MILLISECOND);
    }

    @Test
    void hurriesTowardsWarningWhereCriticalIsAsNear() {
        assertThat(pacing.sleepNanos(used(79.999).of(gib(1)).build(), Levels.DEFAULTS))
                .isCloseTo((long) (gib(0.1) / 12.0), within(MILLISECOND / 10));
    }

    @Test
    void aboveTheLastThresholdLooksAheadToTheEnd() {
        assertThat(sleep(98.5)).isCloseTo((long) (gib(15 * 0.015) / 12.0), within(MILLISECOND / 10));
    }
}
