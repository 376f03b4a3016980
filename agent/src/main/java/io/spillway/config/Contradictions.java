package io.spillway.config;

import io.spillway.config.Settings.Stated;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds values that are good each by itself and cannot stand together. */
final class Contradictions {
    private static final List<Key<Double>> RISING =
            List.of(Keys.WARNING, Keys.CRITICAL, Keys.EMERGENCY, Keys.KILL_SWITCH);

    private final Settings settings;
    private final Faults faults;

    Contradictions(Settings settings, Faults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    void find() {
        for (int i = 1; i < RISING.size(); i++) {
            requireBelow(RISING.get(i - 1), RISING.get(i));
        }
        settings.find(Keys.WARNING)
                .filter(warning -> warning.value() <= 0)
                .ifPresent(warning -> faults.add(warning.place(), "levels.warning must be more than 0"));
        requireBelow(Keys.HYSTERESIS, Keys.WARNING);
        budget();
        runtimes();
        settings.containers().forEach(this::limits);
    }

    private void requireBelow(Key<Double> lower, Key<Double> upper) {
        Optional<Stated<Double>> low = settings.find(lower);
        Optional<Stated<Double>> high = settings.find(upper);
        if (low.isPresent()
                && high.isPresent()
                && low.get().value() >= high.get().value()) {
            contradiction(
                    lower.toString(),
                    low.get(),
                    number(low.get().value()),
                    "must be less than",
                    upper.toString(),
                    high.get(),
                    number(high.get().value()));
        }
    }

    /** Points at the one that the operator stated, at the later one where both are. */
    private void contradiction(
            String lower, Stated<?> low, String lowValue, String must, String upper, Stated<?> high, String highValue) {
        Place place = Place.READING_ORDER.compare(low.place(), high.place()) >= 0 ? low.place() : high.place();
        faults.add(
                place,
                "%s (%s, %s) %s %s (%s, %s)"
                        .formatted(lower, lowValue, low.place(), must, upper, highValue, high.place()));
    }

    private void budget() {
        Optional<Stated<Keys.Source>> source = settings.find(Keys.HOST_SOURCE);
        Optional<Stated<Optional<Long>>> budget = settings.find(Keys.HOST_BUDGET);
        if (source.isPresent()
                && source.get().value() == Keys.Source.BUDGET
                && budget.isPresent()
                && budget.get().value().isEmpty()) {
            faults.add(source.get().place(), "host.source is budget, but host.budget has no size: write budget: 15GB");
        }
        if (budget.isPresent() && budget.get().value().filter(size -> size == 0).isPresent()) {
            faults.add(budget.get().place(), "host.budget must be more than 0");
        }
    }

    private void runtimes() {
        settings.find(Keys.RUNTIMES).ifPresent(stated -> {
            Set<String> seen = new HashSet<>();
            for (RuntimeConfig runtime : stated.value().orElse(List.of())) {
                if (!seen.add(runtime.url().toString().replaceAll("/+$", ""))) {
                    faults.add(stated.place(), "models.runtimes names " + runtime.url() + " twice");
                }
            }
        });
    }

    private void limits(String name) {
        requireRoom(Keys.RESERVED_MEMORY, Keys.LIMIT_MEMORY, name, "B");
        requireRoom(Keys.RESERVED_CPUS, Keys.LIMIT_CPUS, name, "");
    }

    /** A reservation that is our default gives way ({@link Assembly}); one that was stated has to fit. */
    private <T extends Number> void requireRoom(
            Key<Optional<T>> reservation, Key<Optional<T>> limit, String name, String unit) {
        Optional<Stated<Optional<T>>> reserved = settings.find(reservation, name);
        Optional<Stated<Optional<T>>> limited = settings.find(limit, name);
        if (reserved.isEmpty() || limited.isEmpty() || reserved.get().isDefault()) {
            return;
        }
        double most = limited.get().value().map(Number::doubleValue).orElse(0.0);
        double wanted = reserved.get().value().map(Number::doubleValue).orElse(0.0);
        if (most > 0 && wanted > most) {
            contradiction(
                    Statements.dotted(reservation.pathFor(name)),
                    reserved.get(),
                    number(wanted) + unit,
                    "must not be more than",
                    Statements.dotted(limit.pathFor(name)),
                    limited.get(),
                    number(most) + unit);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
