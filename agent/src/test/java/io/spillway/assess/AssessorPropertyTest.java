package io.spillway.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.Levels;
import io.spillway.sense.Reading;
import io.spillway.testing.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssessorPropertyTest {
    private static final int WALKS = 2_000;

    /** One random walk of memory, with its assessments. */
    private static List<Assessment> walk(Random random, Levels levels) {
        List<Assessment> assessments = new ArrayList<>();
        Assessor assessor = new Assessor();
        Assessment previous = null;
        double used = 50 + random.nextInt(50);
        long now = random.nextLong() >> 2;
        long pages = 0;
        for (int step = 0; step < 60; step++) {
            now += (long) (1e6 * Math.pow(10, random.nextInt(5)) * random.nextDouble());
            used = random.nextInt(6) == 0
                    ? random.nextDouble() * 100
                    : Math.max(0, Math.min(100, used + random.nextGaussian() * 3));
            pages += random.nextInt(3) == 0 ? random.nextInt(10_000) : 0;
            Readings readings = Readings.used(used).atNanos(now);
            if (random.nextBoolean()) {
                readings = readings.stalling(random.nextInt(60), random.nextInt(20))
                        .refaulted(pages);
            }
            Reading reading = readings.build();
            previous = assessor.assess(reading, previous, levels);
            assessments.add(previous);
        }
        return assessments;
    }

    private static Levels levels(Random random) {
        return random.nextBoolean()
                ? Levels.DEFAULTS
                : new Levels(60, 75, 76, 90, random.nextInt(10), Duration.ofMillis(random.nextInt(20_000)));
    }

    private static void forAllWalks(Property property) {
        for (int seed = 0; seed < WALKS; seed++) {
            Random random = new Random(seed);
            Levels levels = levels(random);
            List<Assessment> walk = walk(random, levels);
            for (int i = 1; i < walk.size(); i++) {
                property.check("seed " + seed + " step " + i, walk.subList(0, i + 1), levels);
            }
        }
    }

    @FunctionalInterface
    private interface Property {
        void check(String where, List<Assessment> soFar, Levels levels);
    }

    @Test
    void noLevelSkipsItsHysteresis() {
        forAllWalks((where, soFar, levels) -> {
            Assessment now = soFar.get(soFar.size() - 1);
            Assessment before = soFar.get(soFar.size() - 2);
            if (now.level().compareTo(before.level()) >= 0) {
                return;
            }
            for (Level left : Level.values()) {
                if (left.compareTo(now.level()) > 0 && left.compareTo(before.level()) <= 0) {
                    assertThat(now.reading().usedPercent())
                            .as(where)
                            .isLessThan(left.thresholdPercent(levels) - levels.hysteresisPercent());
                }
            }
            double end = before.level().thresholdPercent(levels) - levels.hysteresisPercent();
            long below = now.reading().atNanos();
            for (int i = soFar.size() - 1; i >= 0; i--) {
                if (soFar.get(i).reading().usedPercent() >= end) {
                    break;
                }
                below = soFar.get(i).reading().atNanos();
            }
            assertThat(now.reading().atNanos() - below)
                    .as(where)
                    .isGreaterThanOrEqualTo(levels.holdDown().toNanos());
        });
    }

    @Test
    void usageAtCriticalOrAboveIsNeverAnsweredWithLess() {
        forAllWalks((where, soFar, levels) -> {
            Assessment now = soFar.get(soFar.size() - 1);
            for (Level level : Level.values()) {
                if (level.isAtLeast(Level.CRITICAL) && now.reading().usedPercent() >= level.thresholdPercent(levels)) {
                    assertThat(now.level().isAtLeast(level)).as(where).isTrue();
                }
            }
        });
    }

    @Test
    void onlyUsageRaisesAboveCritical() {
        forAllWalks((where, soFar, levels) -> {
            Assessment now = soFar.get(soFar.size() - 1);
            Assessment before = soFar.get(soFar.size() - 2);
            if (now.level().compareTo(before.level()) > 0 && now.level().isAtLeast(Level.EMERGENCY)) {
                assertThat(now.reading().usedPercent())
                        .as(where)
                        .isGreaterThanOrEqualTo(now.level().thresholdPercent(levels));
            }
        });
    }

    @Test
    void aLevelAboveNormalAlwaysHasASignalOfThatLevelAndNoneAboveIt() {
        forAllWalks((where, soFar, levels) -> {
            Assessment now = soFar.get(soFar.size() - 1);
            Level highest = now.signals().stream()
                    .map(Signal::level)
                    .max(Comparator.naturalOrder())
                    .orElse(Level.NORMAL);
            assertThat(highest).as(where).isEqualTo(now.level());
        });
    }

    @Test
    void theDeficitIsNeverNegativeNorMoreThanAllMemory() {
        forAllWalks((where, soFar, levels) -> {
            Assessment now = soFar.get(soFar.size() - 1);
            assertThat(now.deficitBytes()).as(where).isBetween(0L, now.reading().totalBytes());
            assertThat(now.secondsToExhaustion()).as(where).isNotNaN().isNotNegative();
        });
    }
}
