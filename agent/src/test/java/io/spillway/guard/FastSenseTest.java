package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.testing.FakeHost;
import io.spillway.testing.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FastSenseTest {
    private final ManualClock clock = new ManualClock();
    private final FakeHost host = new FakeHost(50);
    private final FastSense senses = new FastSense(host, Map::of, clock);

    @Test
    void pressureIsReadOnceASecondAtMost() throws IOException {
        for (int millis = 0; millis < 3000; millis++) {
            senses.read();
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(host.pressureReads()).isEqualTo(3);
    }

    @Test
    void refaultsAreReadEvery200MillisecondsAtMost() throws IOException {
        for (int millis = 0; millis < 1000; millis++) {
            senses.read();
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(host.refaultReads()).isEqualTo(5);
    }

    @Test
    void aReadingCarriesItsOwnTimeAndTheFirstOneEverySource() throws IOException {
        var reading = senses.read();

        assertThat(reading.atNanos()).isEqualTo(clock.nanos());
        assertThat(reading.usedPercent()).isEqualTo(50);
        assertThat(reading.pressure().whyNotKnown()).isEqualTo("no PSI here");
        assertThat(reading.refaults().whyNotKnown()).isEqualTo("not counted here");
    }

    @Test
    void whatCannotBeReadOrMakesNoSenseIsNotRead() {
        host.tellAvailable(-1);
        assertThatThrownBy(senses::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a host in memory makes no sense: available -1");

        host.fail("permission denied");
        assertThatThrownBy(senses::read).isInstanceOf(IOException.class).hasMessage("permission denied");
    }
}
