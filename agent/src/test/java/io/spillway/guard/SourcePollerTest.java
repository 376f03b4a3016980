package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SourcePollerTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private Instant now = START;

    @Test
    void anAnswerTellsOfNoLaterTimeThanThatOfTheQuestion() {
        SourcePoller<String> poller = poller(() -> {
            now = START.plusMillis(300);
            return new Sensed.Known<>("looked at 300 ms ago", now);
        });

        poller.poll(Duration.ZERO, () -> {});

        assertThat(poller.latest()).isEqualTo(new Sensed.Known<>("looked at 300 ms ago", START));
    }

    @Test
    void anAnswerThatWasKeptFromBeforeStaysAsOldAsItIs() {
        Instant earlier = START.minusSeconds(1);
        SourcePoller<String> poller = poller(() -> new Sensed.Known<>("kept", earlier));

        poller.poll(Duration.ZERO, () -> {});

        assertThat(poller.latest()).isEqualTo(new Sensed.Known<>("kept", earlier));
    }

    private SourcePoller<String> poller(Supplier<Sensed<String>> source) {
        return new SourcePoller<>(source, Runnable::run, () -> 0, () -> now, Duration.ofSeconds(5));
    }
}
