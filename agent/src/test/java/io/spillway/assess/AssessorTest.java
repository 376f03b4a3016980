package io.spillway.assess;

import static io.spillway.assess.Level.CRITICAL;
import static io.spillway.assess.Level.EMERGENCY;
import static io.spillway.assess.Level.KILL_SWITCH;
import static io.spillway.assess.Level.NORMAL;
import static io.spillway.assess.Level.WARNING;
import static io.spillway.testing.Readings.used;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spillway.config.Levels;
import io.spillway.sense.Reading;
import io.spillway.sense.Sensed;
import io.spillway.testing.Readings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssessorTest {
    private static final long SECOND = 1_000_000_000;
    private static final Levels LEVELS = Levels.DEFAULTS;

    private final Assessor assessor = new Assessor();
    private @Nullable Assessment last;

    /** Used percent, one reading a second. */
    private Assessment see(double first, double... more) {
        Assessment now = see(used(first).atNanos(next(SECOND)).build());
        for (double percent : more) {
            now = see(used(percent).atNanos(next(SECOND)).build());
        }
        return now;
    }

    private Assessment see(Reading reading) {
        Assessment now = assessor.assess(reading, last, LEVELS);
        last = now;
        return now;
    }

    private long next(long afterNanos) {
        return last == null ? 0 : last.reading().atNanos() + afterNanos;
    }

    /** So slow that it is no forecast. */
    private void riseTo(double usedPercent) {
        for (double percent = 50; percent < usedPercent; percent += 0.5) {
            see(used(percent).atNanos(next(10 * SECOND)).build());
        }
        see(used(usedPercent).atNanos(next(10 * SECOND)).build());
    }

    @Test
    void warningNeedsTwoReadingsInARow() {
        assertThat(see(79).level()).isEqualTo(NORMAL);
        assertThat(see(81).level()).isEqualTo(NORMAL);
        assertThat(see(79).level()).isEqualTo(NORMAL);
        assertThat(see(81).level()).isEqualTo(NORMAL);
        assertThat(see(80).level()).isEqualTo(WARNING);
    }

    @Test
    void usageAtCriticalOrAboveTakesEffectAtOnce() {
        assertThat(see(90).level()).isEqualTo(CRITICAL);
        assertThat(see(95).level()).isEqualTo(EMERGENCY);
        assertThat(see(98).level()).isEqualTo(KILL_SWITCH);
    }

    @Test
    void theFirstReadingMayBeTheKillSwitch() {
        assertThat(see(99).level()).isEqualTo(KILL_SWITCH);
    }

    @Test
    void aLevelStaysWhileUsageIsNotBelowItsThresholdMinusTheHysteresis() {
        see(91);

        see(used(87.01).atNanos(next(100 * SECOND)).build());
        Assessment later = see(used(87.01).atNanos(next(100 * SECOND)).build());

        assertThat(later.level()).isEqualTo(CRITICAL);
    }

    @Test
    void aLevelFallsOnlyAfterTheWholeHoldDown() {
        see(91, 86);

        assertThat(see(used(86).atNanos(next(29 * SECOND)).build()).level()).isEqualTo(CRITICAL);
        assertThat(see(used(86).atNanos(next(SECOND)).build()).level()).isEqualTo(WARNING);
    }

    @Test
    void anInterruptionStartsTheHoldDownAnew() {
        see(91, 86);
        see(used(88).atNanos(next(29 * SECOND)).build());

        assertThat(see(86).level()).isEqualTo(CRITICAL);
        assertThat(see(used(86).atNanos(next(29 * SECOND)).build()).level()).isEqualTo(CRITICAL);
        assertThat(see(used(86).atNanos(next(SECOND)).build()).level()).isEqualTo(WARNING);
    }

    @Test
    void aFallEndsAtTheHighestLevelThatTheHysteresisBears() {
        see(99, 78);

        Assessment fallen = see(used(78).atNanos(next(30 * SECOND)).build());

        assertThat(fallen.level()).isEqualTo(WARNING);
        assertThat(fallen.sinceNanos()).isEqualTo(fallen.reading().atNanos());
    }

    @Test
    void aFallMayEndAtNormal() {
        see(99, 50);

        assertThat(see(used(50).atNanos(next(30 * SECOND)).build()).level()).isEqualTo(NORMAL);
    }

    @Test
    void aLevelKeepsTheTimeAtWhichItWasEntered() {
        see(50, 91);

        assertThat(see(92).sinceNanos()).isEqualTo(SECOND);
    }

    @Test
    void theDeficitReachesDownToWarningMinusTheHysteresis() {
        riseTo(91);

        assertThat(see(used(91).atNanos(next(100 * SECOND)).build()).deficitBytes())
                .isCloseTo(gib(15 * 0.14), within(10L));
    }

    @Test
    void thereIsNoDeficitAtNormal() {
        assertThat(see(79).deficitBytes()).isZero();
    }

    @Test
    void theDeficitToAnyOtherTargetCanBeAsked() {
        assertThat(see(91).deficitTo(90)).isCloseTo(gib(15 * 0.01), within(10L));
        assertThat(see(91).deficitTo(92)).isZero();
    }

    @Test
    void aSteadyFillGivesItsRateAndTheTimeThatIsLeft() {
        long perSecond = 500_000_000;
        for (int i = 0; i < 100; i++) {
            see(Readings.available(gib(12) - perSecond * i / 20)
                    .atNanos(i * SECOND / 20)
                    .build());
        }

        Assessment now = see(
                Readings.available(gib(12) - perSecond * 5).atNanos(5 * SECOND).build());

        assertThat(now.fillRateBytesPerSecond()).isCloseTo(5e8, within(1e6));
        assertThat(now.secondsToExhaustion()).isCloseTo(now.reading().availableBytes() / 5e8, within(0.1));
    }

    @Test
    void aFillAtFullSpeedIsSeenWithinAFewMilliseconds() {
        see(used(50).build());
        long available = see(50).reading().availableBytes();

        for (int i = 1; i <= 5; i++) {
            see(Readings.available(available - 12_000_000L * i)
                    .atNanos(next(SECOND / 1000))
                    .build());
        }

        assertThat(see(Readings.available(available - 72_000_000L)
                                .atNanos(next(SECOND / 1000))
                                .build())
                        .fillRateBytesPerSecond())
                .isGreaterThan(6e9);
    }

    @Test
    void noiseAtRestIsNoFill() {
        for (int i = 0; i < 200; i++) {
            see(Readings.available(gib(8) + (i % 2 == 0 ? 400_000 : -400_000))
                    .atNanos(next(SECOND))
                    .build());
        }

        assertThat(see(Readings.available(gib(8)).atNanos(next(SECOND)).build()).fillRateBytesPerSecond())
                .isZero();
        assertThat(see(Readings.available(gib(8)).atNanos(next(SECOND)).build()).secondsToExhaustion())
                .isInfinite();
    }

    @Test
    void aFillThatHasEndedLeavesNoForecastBehind() {
        see(60, 60);
        for (int i = 1; i <= 20; i++) {
            see(used(60 + i).atNanos(next(SECOND / 20)).build());
        }

        see(used(80).atNanos(next(SECOND / 20)).build());
        Assessment after = see(used(80).atNanos(next(SECOND / 20)).build());

        assertThat(after.secondsToExhaustion()).isGreaterThan(30);
    }

    @Test
    void whatGrowsAgainIsNeverExhausted() {
        see(90, 80);

        Assessment now = see(70);

        assertThat(now.fillRateBytesPerSecond()).isNegative();
        assertThat(now.secondsToExhaustion()).isInfinite();
    }

    @Test
    void twoReadingsOfOneInstantDoNotDisturbTheRate() {
        see(50, 51);
        double rate = see(52).fillRateBytesPerSecond();

        assertThat(see(used(60).atNanos(next(0)).build()).fillRateBytesPerSecond())
                .isEqualTo(rate);
    }

    @Test
    void aChangedTotalIsNoFill() {
        see(50, 50);

        Assessment now = see(used(50).of(gib(8)).atNanos(next(SECOND)).build());

        assertThat(now.fillRateBytesPerSecond()).isZero();
    }

    @Test
    void aForecastOfHalfAMinuteIsAWarning() {
        see(60, 62);

        Assessment now = see(64);

        assertThat(now.level()).isEqualTo(WARNING);
        assertThat(now.signals()).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(Signal.Kind.FORECAST);
            assertThat(signal.reason()).contains("memory fills at").contains("nothing is left in");
        });
    }

    @Test
    void aSingleStepIsNoForecast() {
        see(60, 68);

        assertThat(see(68).level()).isEqualTo(NORMAL);
        assertThat(see(68).level()).isEqualTo(NORMAL);
    }

    @Test
    void aForecastFarBelowWarningIsNoSignal() {
        see(20, 30, 40);

        assertThat(see(50).level()).isEqualTo(NORMAL);
    }

    @Test
    void aForecastOfFiveSecondsAtWarningIsCriticalAndNeverMore() {
        see(70, 74, 78, 82);

        assertThat(see(86).level()).isEqualTo(CRITICAL);
        assertThat(see(89.9).level()).isEqualTo(CRITICAL);
    }

    @Test
    void underAForecastTheNextSecondsOfTheFillAreInTheDeficit() {
        see(64, 68, 72);

        Assessment now = see(76);

        assertThat(now.level()).isEqualTo(WARNING);
        assertThat(now.deficitBytes()).isCloseTo(gib(15 * 0.19), within(gib(0.01)));
    }

    private Assessment thrash(double some, double full, int pagesPerSecond, int seconds) {
        Assessment now = see(Readings.used(60).stalling(some, full).refaulted(0).build());
        for (int i = 1; i <= seconds * 10; i++) {
            now = see(Readings.used(60)
                    .atNanos(i * SECOND / 10)
                    .stalling(some, full)
                    .refaulted((long) pagesPerSecond * i / 10)
                    .build());
        }
        return now;
    }

    @Test
    void stallsWithPagesReadAgainAreAWarning() {
        Assessment now = thrash(25, 0, 400, 3);

        assertThat(now.level()).isEqualTo(WARNING);
        assertThat(now.signals()).extracting(Signal::kind).containsExactly(Signal.Kind.PRESSURE, Signal.Kind.REFAULT);
    }

    @Test
    void heavyStallsWithManyPagesReadAgainAreCriticalAndNeverMore() {
        assertThat(thrash(90, 80, 50_000, 3).level()).isEqualTo(CRITICAL);
    }

    @Test
    void underThrashThereIsADeficitThatAvailableMemoryDoesNotShow() {
        assertThat(thrash(45, 12, 5_000, 3).deficitBytes()).isEqualTo(gib(15) / 20);
    }

    @Test
    void stallsAloneAreAWarningAtMostAndAskForNothing() {
        Assessment now = thrash(95, 90, 0, 3);

        assertThat(now.level()).isEqualTo(WARNING);
        assertThat(now.deficitBytes()).isZero();
    }

    @Test
    void pagesReadAgainWithoutStallsAreNoSignal() {
        assertThat(thrash(5, 1, 50_000, 3).level()).isEqualTo(NORMAL);
    }

    @Test
    void lightStallsAloneAreNoSignal() {
        assertThat(thrash(25, 5, 0, 3).level()).isEqualTo(NORMAL);
    }

    @Test
    void whatIsAbsentOrUnknownIsNoSignal() {
        see(60, 60);

        assertThat(see(60).signals()).isEmpty();
        assertThat(see(60).refaultsPerSecond()).isInstanceOf(Sensed.Absent.class);
    }

    @Test
    void refaultsAreCountedOverATenthOfASecondAtLeast() {
        see(used(50).atNanos(0).refaulted(1_000).build());

        Assessment tooEarly =
                see(used(50).at(Duration.ofMillis(50)).refaulted(9_000).build());
        assertThat(tooEarly.refaultsPerSecond().orElse(-1.0)).isZero();

        Assessment later =
                see(used(50).at(Duration.ofMillis(100)).refaulted(9_000).build());
        assertThat(later.refaultsPerSecond().orElse(-1.0)).isPositive();
    }

    @Test
    void oneSampleThatIsSeenTwiceDoesNotLowerTheRate() {
        see(used(50).atNanos(0).refaulted(0).build());
        Reading sample = used(50).atNanos(SECOND).refaulted(10_000).build();
        double rate = see(sample).refaultsPerSecond().orElse(-1.0);

        Assessment again = see(new Reading(
                2 * SECOND, sample.totalBytes(), sample.availableBytes(), 0, 0, sample.pressure(), sample.refaults()));

        assertThat(again.refaultsPerSecond().orElse(-1.0)).isEqualTo(rate);
    }

    @Test
    void aCounterThatStartsAnewIsNoRate() {
        see(used(50).atNanos(0).refaulted(50_000).build());

        assertThat(see(used(50).atNanos(SECOND).refaulted(10).build())
                        .refaultsPerSecond()
                        .orElse(-1.0))
                .isZero();
    }

    @Test
    void everySignalSaysItsFigures() {
        assertThat(see(91).signals())
                .extracting(Signal::reason)
                .containsExactly("91.0 % of memory is used (13.7 GiB of 15.0 GiB); CRITICAL begins at 90.0 %");
    }

    @Test
    void aHeldLevelSaysWhenItEnds() {
        see(91);

        assertThat(see(used(50).atNanos(next(2 * SECOND)).build()).signals())
                .extracting(Signal::reason)
                .containsExactly(
                        "50.0 % of memory is used (7.5 GiB of 15.0 GiB); CRITICAL ends after 30.0 s below 87.0 %");
    }

    @Test
    void wordsAreNotMadeAnewAtEveryReading() {
        Assessment first = see(91);

        Assessment soon = see(used(91.01).atNanos(next(SECOND / 100)).build());

        assertThat(soon.signals()).isSameAs(first.signals());
    }

    @Test
    void theSameArgumentsGiveTheSameResult() {
        Assessment before = see(70, 75, 81);
        Reading reading = used(85).atNanos(next(SECOND)).build();

        assertThat(new Assessor().assess(reading, before, LEVELS)).isEqualTo(assessor.assess(reading, before, LEVELS));
    }
}
