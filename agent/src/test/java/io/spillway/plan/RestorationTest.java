package io.spillway.plan;

import static io.spillway.testing.Assessments.normal;
import static io.spillway.testing.Assessments.warning;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.config.Levels;
import io.spillway.sense.ContainerId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final Owed FIRST = owed("first", gib(1.5));
    private static final Owed SECOND = owed("second", gib(3));

    @Test
    void theLastThatWasStoppedComesFirst() {
        assertThat(Restoration.next(normal().build(), Levels.DEFAULTS, List.of(FIRST, SECOND)))
                .hasValueSatisfying(measure -> {
                    assertThat(measure.target().name()).isEqualTo("second");
                    assertThat(measure.reason()).isEqualTo("stopped by Spillway; 70.0 % used after it");
                });
    }

    @Test
    void nothingComesBackAboveNormalNorWhereNothingIsOwed() {
        assertThat(Restoration.next(warning().using(20).build(), Levels.DEFAULTS, List.of(FIRST)))
                .isEmpty();
        assertThat(Restoration.next(normal().build(), Levels.DEFAULTS, List.of()))
                .isEmpty();
    }

    @Test
    void itMustStayBelowWarningMinusTheHysteresis() {
        assertThat(Restoration.next(normal().using(66.9).build(), Levels.DEFAULTS, List.of(FIRST)))
                .isPresent();
        assertThat(Restoration.next(normal().using(67.1).build(), Levels.DEFAULTS, List.of(FIRST)))
                .isEmpty();
    }

    @Test
    void whatIsStillGrowingCounts() {
        assertThat(Restoration.next(normal().using(60).build(), Levels.DEFAULTS, List.of(FIRST), gib(1)))
                .isPresent();
        assertThat(Restoration.next(normal().using(60).build(), Levels.DEFAULTS, List.of(FIRST), gib(1.1)))
                .isEmpty();
    }

    @Test
    void whetherItFitsIsTheSameAtEveryLevel() {
        assertThat(Restoration.fits(warning().using(60).build(), Levels.DEFAULTS, FIRST, 0))
                .isTrue();
        assertThat(Restoration.fits(warning().using(70).build(), Levels.DEFAULTS, FIRST, 0))
                .isFalse();
    }

    @Test
    void aNegativeUseIsRefused() {
        assertThatThrownBy(() -> owed("redis", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative use of redis: -1");
    }

    private static Owed owed(String name, long bytes) {
        return new Owed(new ContainerId(name), name, bytes);
    }
}
