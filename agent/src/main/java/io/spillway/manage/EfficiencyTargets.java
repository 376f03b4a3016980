package io.spillway.manage;

import io.spillway.assess.Assessment;
import io.spillway.guard.Snapshot;
import io.spillway.mbeans.TargetInfo;
import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.Reading;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges what a snapshot shows against the bounds that Spillway is to reach. A sum that is not complete may show that a bound is
 * missed, never that it is met.
 */
final class EfficiencyTargets {
    private static final double GIB = 1L << 30;
    private static final double MIB = 1L << 20;

    private EfficiencyTargets() {}

    static List<TargetInfo> of(Snapshot snapshot) {
        Sensed<Reading> reading = snapshot.assessment().map(Assessment::reading);
        return List.of(
                usedMemory(reading),
                largestModel(snapshot.inventory()),
                containerOverhead(snapshot.inventory()),
                available(reading),
                swap(reading),
                modelSwitch());
    }

    private static TargetInfo usedMemory(Sensed<Reading> reading) {
        Bound bound = Bound.below("system memory used", "< 80 %", 80, "percent");
        return bound.judge(reading.map(Reading::usedPercent), "the newest reading");
    }

    private static TargetInfo available(Sensed<Reading> reading) {
        Bound bound = Bound.above("reserved for the system", "> 4 GB", 4 * GIB, "bytes");
        return bound.judge(reading.map(it -> (double) it.availableBytes()), "available memory of the newest reading");
    }

    private static TargetInfo swap(Sensed<Reading> reading) {
        Bound bound = Bound.below("swap used", "< 100 MB", 100 * MIB, "bytes");
        return bound.judge(reading.map(it -> (double) it.swapUsedBytes()), "the newest reading");
    }

    private static TargetInfo modelSwitch() {
        return Bound.below("model switch", "< 30 s", 30, "seconds").unknown("no load test has been run");
    }

    private static TargetInfo largestModel(Inventory inventory) {
        Bound bound = Bound.below("per model", "< 3 GB", 3 * GIB, "bytes");
        List<String> gaps = new ArrayList<>();
        for (RuntimeState runtime : inventory.runtimes()) {
            if (runtime.models() instanceof Sensed.Unknown<List<Model>> unknown) {
                gaps.add(runtime.id() + " does not answer: " + unknown.reason());
            }
        }
        List<Model> models = inventory.models();
        double largest = Double.NaN;
        for (Model model : models) {
            if (model.residentBytes() instanceof Sensed.Known<Long> known) {
                largest = Double.isNaN(largest) ? known.value() : Math.max(largest, known.value());
            } else {
                gaps.add("the memory of " + model.id() + " could not be measured");
            }
        }
        if (models.isEmpty()) {
            return bound.unknown(gaps.isEmpty() ? "no model is loaded" : String.join("; ", gaps));
        }
        return bound.judgePart(largest, gaps, "the largest loaded model, measured on its process");
    }

    private static TargetInfo containerOverhead(Inventory inventory) {
        Bound bound = Bound.below("container overhead", "< 2 GB", 2 * GIB, "bytes");
        if (!(inventory.containers() instanceof Sensed.Known<List<Container>> known)) {
            return bound.unknown(inventory.containers().whyNotKnown());
        }
        ModelServers modelServers = new ModelServers(inventory);
        List<String> gaps = new ArrayList<>();
        long sum = 0;
        for (Container container : known.value()) {
            if (!Running.uses(container) || modelServers.liveIn(container)) {
                continue;
            }
            if (container.usageBytes() instanceof Sensed.Known<Long> usage) {
                sum += usage.value();
            } else {
                gaps.add("the memory of " + container.name() + " could not be read");
            }
        }
        return bound.judgePart((double) sum, gaps, "all running containers but the model server's");
    }

    /** What a target must not reach, or must exceed. */
    private record Bound(String target, String text, double limit, String unit, Side side) {
        private enum Side {
            BELOW,
            ABOVE
        }

        static Bound below(String target, String text, double limit, String unit) {
            return new Bound(target, text, limit, unit, Side.BELOW);
        }

        static Bound above(String target, String text, double limit, String unit) {
            return new Bound(target, text, limit, unit, Side.ABOVE);
        }

        TargetInfo judge(Sensed<Double> achieved, String how) {
            return achieved instanceof Sensed.Known<Double> known
                    ? row(known.value(), isMet(known.value()) ? "yes" : "no", how)
                    : unknown(achieved.whyNotKnown());
        }

        /** Judges the part that was measured, which can only be too large. */
        TargetInfo judgePart(double achieved, List<String> gaps, String how) {
            if (gaps.isEmpty()) {
                return row(achieved, isMet(achieved) ? "yes" : "no", how);
            }
            String detail = String.join("; ", gaps);
            boolean missedAlready = !Double.isNaN(achieved) && !isMet(achieved);
            return missedAlready ? row(achieved, "no", "at least that much; " + detail) : unknown(detail);
        }

        TargetInfo unknown(String why) {
            return row(Double.NaN, "unknown", why);
        }

        private boolean isMet(double achieved) {
            return side == Side.BELOW ? achieved < limit : achieved > limit;
        }

        private TargetInfo row(double achieved, String met, String detail) {
            return new TargetInfo(target, text, limit, unit, achieved, met, detail);
        }
    }
}
