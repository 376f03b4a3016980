package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Sensed;
import io.spillway.testing.ManualClock;
import io.spillway.testing.ManualExecutor;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SourcePollerTest {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ManualExecutor executor = new ManualExecutor();
    private Supplier<Sensed<String>> source = () -> new Sensed.Known<>("well", clock.instant());
    private final SourcePoller<String> poller =
            new SourcePoller<>(() -> source.get(), executor, clock, clock, Duration.ofSeconds(5));
    private int answers;

    @Test
    void beforeTheFirstAnswerNobodyHasLooked() {
        assertThat(poller.latest()).isEqualTo(Sensed.Unknown.notYetSeen(ManualClock.START));

        poll();
        assertThat(poller.latest()).isEqualTo(Sensed.Unknown.notYetSeen(ManualClock.START));
        assertThat(answers).isZero();

        executor.runAll();
        assertThat(poller.latest().orElse("")).isEqualTo("well");
        assertThat(answers).isEqualTo(1);
    }

    @Test
    void itAsksNoMoreOftenThanItsPeriod() {
        poll();
        executor.runAll();

        clock.advance(PERIOD.minusMillis(1));
        poll();
        assertThat(executor.waiting()).isZero();

        clock.advance(Duration.ofMillis(1));
        poll();
        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void aSourceThatTakesLongIsLeftAloneForHalfThePeriod() {
        poll();
        clock.advance(PERIOD.multipliedBy(2));
        executor.runAll();

        clock.advance(PERIOD.dividedBy(2).minusMillis(1));
        poll();
        assertThat(executor.waiting()).isZero();

        clock.advance(Duration.ofMillis(1));
        poll();
        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void anAnswerTellsOfNoLaterTimeThanItsQuestion() {
        source = () -> {
            clock.advance(Duration.ofSeconds(3));
            return new Sensed.Known<>("well", clock.instant());
        };
        poll();

        executor.runAll();

        assertThat(poller.latest()).isEqualTo(new Sensed.Known<>("well", ManualClock.START));
    }

    @Test
    void itAsksNothingNewWhileItWaits() {
        poll();
        clock.advance(Duration.ofMinutes(1));
        poll();

        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void aSourceThatHangsIsUnknownAfterItsDeadlineAndComesBack() {
        poll();
        executor.runAll();
        clock.advance(PERIOD);
        poll();

        clock.advance(Duration.ofSeconds(5));
        assertThat(poller.latest().isKnown())
                .as("the last answer, up to the deadline")
                .isTrue();

        clock.advance(Duration.ofMillis(100));
        assertThat(poller.latest())
                .isEqualTo(new Sensed.Unknown<>("has not answered for 5.1 s", ManualClock.START.plusSeconds(1)));

        executor.runAll();
        assertThat(poller.latest().isKnown()).isTrue();
    }

    @Test
    void aSourceThatThrowsIsUnknownWithTheReasonAndComesBack() {
        Supplier<Sensed<String>> well = source;
        source = () -> {
            throw new IllegalStateException("a bug");
        };
        poll();
        executor.runAll();
        assertThat(poller.latest())
                .isEqualTo(new Sensed.Unknown<>("fault: java.lang.IllegalStateException: a bug", ManualClock.START));

        source = well;
        clock.advance(PERIOD);
        poll();
        executor.runAll();
        assertThat(poller.latest().isKnown()).isTrue();
    }

    @Test
    void aLibraryThatIsBrokenIsUnknownToo() {
        source = () -> {
            throw new NoClassDefFoundError("oshi/SystemInfo");
        };

        poll();
        executor.runAll();

        assertThat(poller.latest()).isInstanceOfSatisfying(Sensed.Unknown.class, unknown -> assertThat(unknown.reason())
                .contains("oshi/SystemInfo"));
    }

    @Test
    void anExecutorThatIsFullIsTriedAgain() {
        executor.fill();
        poll();
        executor.empty();
        poll();
        executor.runAll();

        assertThat(poller.latest().isKnown()).isTrue();
    }

    private void poll() {
        poller.poll(PERIOD, () -> answers++);
    }
}
