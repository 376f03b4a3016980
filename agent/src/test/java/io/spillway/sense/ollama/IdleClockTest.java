package io.spillway.sense.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.Model.Activity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdleClockTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant IN_AN_HOUR = START.plusSeconds(3_600);
    private static final long RUNNER = 4_711;

    private final IdleClock clock = new IdleClock();
    private Duration passed = Duration.ZERO;

    @Test
    void whatWasBeforeTheFirstLookIsNotCounted() {
        look(IN_AN_HOUR);

        assertThat(idle()).isZero();
    }

    @Test
    void idleTimeGrowsWhileExpiryStands() {
        look(IN_AN_HOUR);
        pass(20);
        look(IN_AN_HOUR);
        pass(20);
        look(IN_AN_HOUR);

        assertThat(idle()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aRequestThatEndedSetsItBack() {
        look(IN_AN_HOUR);
        pass(20);
        look(IN_AN_HOUR.plusSeconds(15));
        pass(5);
        look(IN_AN_HOUR.plusSeconds(15));

        assertThat(idle()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aShorterKeepAliveIsARequestToo() {
        look(IN_AN_HOUR);
        pass(20);
        look(START.plusSeconds(30));

        assertThat(idle()).isZero();
    }

    @Test
    void anExpiryThatHasPassedIsARequestThatRuns() {
        look(START.plusSeconds(10));
        pass(10);
        look(START.plusSeconds(10));

        assertThat(clock.activity()).isEqualTo(Activity.BUSY);
        assertThat(idle()).isZero();
    }

    @Test
    void theExpiryOfAKeepAliveForEverCountsLikeAnyOther() {
        Instant forEver = START.plus(Duration.ofNanos(Long.MAX_VALUE));
        look(forEver);
        pass(60);
        look(forEver);

        assertThat(idle()).isEqualTo(Duration.ofSeconds(60));

        look(forEver.plusSeconds(59));

        assertThat(idle()).isZero();
    }

    @Test
    void whileTheRunnerCannotBeSeenItsActivityIsUnknown() {
        look(IN_AN_HOUR);
        clock.sawNoCpu();

        assertThat(clock.activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void oneLookAtTheProcessorTimeTellsNothing() {
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);

        assertThat(clock.activity()).isEqualTo(Activity.UNKNOWN);
    }

    @Test
    void whetherItWasUsedIsToldByTheSecondLook() {
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);
        assertThat(clock.isUseTold()).isFalse();

        pass(1);
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);
        assertThat(clock.isUseTold()).isTrue();
    }

    @Test
    void whereTheRunnerCannotBeSeenTheSecondListingHasToDo() {
        look(IN_AN_HOUR);
        clock.sawNoCpu();
        assertThat(clock.isUseTold()).isFalse();

        look(IN_AN_HOUR);
        clock.sawNoCpu();
        assertThat(clock.isUseTold()).isTrue();
    }

    @Test
    void aRunnerThatTakesProcessorTimeIsBusyThoughTheExpiryStands() {
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);
        pass(20);
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000 + 20 * 100);

        assertThat(clock.activity()).isEqualTo(Activity.BUSY);
        assertThat(idle()).isZero();
    }

    @Test
    void aRunnerThatTakesAlmostNoneIsIdle() {
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);
        pass(20);
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000 + 20 * 2);

        assertThat(clock.activity()).isEqualTo(Activity.IDLE);
        assertThat(idle()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void anotherRunnerIsNotComparedWithTheOneBefore() {
        look(IN_AN_HOUR);
        cpu(RUNNER, 1_000);
        pass(1);
        look(IN_AN_HOUR);
        cpu(RUNNER + 1, 90_000);

        assertThat(clock.activity()).isEqualTo(Activity.UNKNOWN);
        assertThat(idle()).isEqualTo(Duration.ofSeconds(1));
    }

    private void pass(long seconds) {
        passed = passed.plusSeconds(seconds);
    }

    private void look(Instant expiresAt) {
        clock.sawExpiry(expiresAt, START.plus(passed), passed.toNanos());
    }

    private void cpu(long pid, long ticks) {
        clock.sawCpu(pid, ticks, passed.toNanos());
    }

    private Duration idle() {
        return clock.idle(passed.toNanos());
    }
}
