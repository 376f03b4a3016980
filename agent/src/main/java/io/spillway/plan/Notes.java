package io.spillway.plan;

import io.spillway.plan.PassedOver.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Who is passed over at one gate: the first ones by name, the rest as a count, so that 10,000 targets make no novel. */
final class Notes {
    static final int NAMED_AT_MOST = 50;

    private final Gate gate;
    private final Target.Kind kind;
    private final List<PassedOver> named = new ArrayList<>();
    private final Map<Why, Integer> others = new EnumMap<>(Why.class);

    Notes(Gate gate, Target.Kind kind) {
        this.gate = gate;
        this.kind = kind;
    }

    void add(Target target, Why why, Supplier<String> detail) {
        if (named.size() < NAMED_AT_MOST) {
            named.add(new PassedOver(target, gate, why, detail.get()));
        } else {
            others.merge(why, 1, Integer::sum);
        }
    }

    List<PassedOver> all() {
        if (others.isEmpty()) {
            return named;
        }
        List<PassedOver> all = new ArrayList<>(named);
        all.add(rest());
        return all;
    }

    private PassedOver rest() {
        int count = 0;
        Why most = Why.NOT_NEEDED;
        for (Map.Entry<Why, Integer> entry : others.entrySet()) {
            count += entry.getValue();
            if (entry.getValue() > others.getOrDefault(most, 0)) {
                most = entry.getKey();
            }
        }
        String counts = others.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return new PassedOver(new Target(kind, count + " more"), gate, most, counts);
    }
}
