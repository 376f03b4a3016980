package io.spillway.assess;

import static org.assertj.core.api.Assertions.fail;

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
            for (int step = 1; step < walk.size(); step++) {
                if (!property.holds(walk.get(step - 1), walk.get(step), walk.subList(0, step + 1), levels)) {
                    fail("seed " + seed + ", step " + step + ": " + walk.get(step - 1) + " then " + walk.get(step));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Property {
        boolean holds(Assessment before, Assessment now, List<Assessment> all, Levels levels);
    }

    private static double end(Level level, Levels levels) {
        return level.thresholdPercent(levels) - levels.hysteresisPercent();
    }

    /** Since when used memory has been below {@code percent}. */
    private static long belowSince(double percent, List<Assessment> all) {
        long since = all.get(all.size() - 1).reading().atNanos();
        for (int i = all.size() - 1; i >= 0 && all.get(i).reading().usedPercent() < percent; i--) {
            since = all.get(i).reading().atNanos();
        }
        return since;
    }

    @Test
    void noLevelSkipsItsHysteresis() {
        forAllWalks((before, now, all, levels) -> {
            for (Level left : Level.values()) {
                boolean isLeft = left.compareTo(now.level()) > 0 && left.compareTo(before.level()) <= 0;
                if (isLeft && now.reading().usedPercent() >= end(left, levels)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void noLevelFallsBeforeTheHoldDown() {
        forAllWalks((before, now, all, levels) -> now.level().isAtLeast(before.level())
                || now.reading().atNanos() - belowSince(end(before.level(), levels), all)
                        >= levels.holdDown().toNanos());
    }

    @Test
    void usageAtCriticalOrAboveIsNeverAnsweredWithLess() {
        forAllWalks((before, now, all, levels) -> {
            for (Level level : Level.values()) {
                if (level.isAtLeast(Level.CRITICAL)
                        && now.reading().usedPercent() >= level.thresholdPercent(levels)
                        && !now.level().isAtLeast(level)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void onlyUsageRaisesAboveCritical() {
        forAllWalks((before, now, all, levels) -> before.level().isAtLeast(now.level())
                || !now.level().isAtLeast(Level.EMERGENCY)
                || now.reading().usedPercent() >= now.level().thresholdPercent(levels));
    }

    @Test
    void aLevelAboveNormalAlwaysHasASignalOfThatLevelAndNoneAboveIt() {
        forAllWalks((before, now, all, levels) -> now.level()
                == now.signals().stream()
                        .map(Signal::level)
                        .max(Comparator.naturalOrder())
                        .orElse(Level.NORMAL));
    }

    @Test
    void theDeficitIsNeverNegativeNorMoreThanAllMemory() {
        forAllWalks((before, now, all, levels) -> now.deficitBytes() >= 0
                && now.deficitBytes() <= now.reading().totalBytes()
                && now.secondsToExhaustion() >= 0);
    }
}
