package io.spillway.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types that a value of the configuration can have. */
final class Types {
    static final ValueType<Boolean> TRUTH = ValueType.text(Types::truth);
    static final ValueType<String> TEXT = ValueType.text(Types::filled);
    static final ValueType<Long> PID = ValueType.text(Types::pid);

    private Types() {}

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private static String filled(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty value: give it one or leave it out");
        }
        return text;
    }

    private static long pid(String text) {
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw new IllegalArgumentException("'" + text + "' is not a process id");
        }
        return Long.parseLong(text);
    }

    static ValueType<Integer> integer(int least, int most) {
        return ValueType.text(text -> {
            int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not a whole number from " + least + " to " + most);
            }
            return number;
        });
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> choices) {
        List<E> all = List.of(choices.getEnumConstants());
        return ValueType.text(text -> all.stream()
                .filter(choice -> written(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + all.stream().map(Types::written).collect(joining(", ")))));
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T> ValueType<List<T>> list(ValueType<T> of) {
        return raw -> {
            if (!(raw instanceof Raw.Items items)) {
                throw new BadValueException(raw.place(), noList(raw));
            }
            List<T> values = new ArrayList<>();
            for (Raw item : items.items()) {
                values.add(of.read(item));
            }
            return List.copyOf(values);
        };
    }

    private static String noList(Raw raw) {
        if (raw instanceof Raw.Nothing) {
            return "has no value: write [] for an empty list";
        }
        return "must be a list: write " + (raw instanceof Raw.Text ? "[a, b]" : "[a, b], not a section");
    }

    /** A value, or {@code word} for none. */
    static <T> ValueType<Optional<T>> or(String word, ValueType<T> type) {
        return raw -> raw instanceof Raw.Text text && text.text().strip().equals(word)
                ? Optional.empty()
                : Optional.of(type.read(raw));
    }
}
