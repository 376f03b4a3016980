package io.spillway.manage;

import static io.spillway.mbeans.SpillwayNames.THRESHOLDS;
import static io.spillway.testing.Snapshots.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.config.Levels;
import java.time.Duration;
import javax.management.JMException;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThresholdsBeanTest {
    private final ManagedFake fake = new ManagedFake(normal().build());

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void eachCanBeSetOnItsOwn() throws JMException {
        fake.write(THRESHOLDS, "WarningPercent", 70.0);
        fake.write(THRESHOLDS, "CriticalPercent", 85.0);
        fake.write(THRESHOLDS, "EmergencyPercent", 92.5);
        fake.write(THRESHOLDS, "KillSwitchPercent", 97.0);
        fake.write(THRESHOLDS, "HysteresisPercent", 2.0);
        fake.write(THRESHOLDS, "HoldDownSeconds", 1.5);

        assertThat(levels()).isEqualTo(new Levels(70, 85, 92.5, 97, 2, Duration.ofMillis(1500)));
        assertThat(fake.read(THRESHOLDS, "WarningPercent")).isEqualTo(70.0);
        assertThat(fake.read(THRESHOLDS, "HoldDownSeconds")).isEqualTo(1.5);
    }

    @Test
    void allFourCanBeSetAtOncePastEachOther() throws JMException {
        fake.invoke(THRESHOLDS, "change", 10.0, 20.0, 30.0, 40.0);

        assertThat(levels()).isEqualTo(new Levels(10, 20, 30, 40, 3, Duration.ofSeconds(30)));
    }

    @Test
    void oneThatDoesNotFitIsRefusedWithAllOfThemInTheText() {
        assertThatThrownBy(() -> fake.write(THRESHOLDS, "WarningPercent", 95.0))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thresholds must rise")
                .hasMessageContaining("95.0, 90.0, 95.0, 98.0");
        assertThatThrownBy(() -> fake.write(THRESHOLDS, "WarningPercent", Double.NaN))
                .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(levels()).isEqualTo(Levels.DEFAULTS);
    }

    @Test
    void allFourAreRefusedTogether() {
        assertThatThrownBy(() -> fake.invoke(THRESHOLDS, "change", 70.0, 85.0, 84.0, 99.0))
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70.0, 85.0, 84.0, 99.0");
        assertThat(levels()).isEqualTo(Levels.DEFAULTS);
    }

    @Test
    void aHoldDownThatMakesNoSenseIsRefused() {
        for (double seconds : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 100_000}) {
            assertThatThrownBy(() -> fake.write(THRESHOLDS, "HoldDownSeconds", seconds))
                    .cause()
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("hold-down must be 0 to 86400 seconds");
        }
    }

    @Test
    void resetGoesBackToTheConfiguration() throws JMException {
        fake.write(THRESHOLDS, "WarningPercent", 70.0);

        fake.invoke(THRESHOLDS, "reset");

        assertThat(levels()).isEqualTo(Levels.DEFAULTS);
    }

    private Levels levels() {
        return fake.operations.snapshot().policy().levels();
    }
}
