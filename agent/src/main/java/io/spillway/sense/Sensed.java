package io.spillway.sense;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.Function;

/** Something that was looked for: there, certainly not there, or not to be told. */
public sealed interface Sensed<T> {
    /** It answered. */
    record Known<T>(T value, Instant at) implements Sensed<T> {
        public Known {
            requireNonNull(value, "value");
            requireNonNull(at, "at");
        }
    }

    /** There is none on this host, which is a normal state: {@code reason} says how that was seen. */
    record Absent<T>(String reason) implements Sensed<T> {
        public Absent {
            requireNonNull(reason, "reason");
        }
    }

    /** It should answer and does not; never to be shown as fine. */
    record Unknown<T>(String reason, Instant since) implements Sensed<T> {
        private static final String NOT_YET_SEEN = "not looked at yet";

        public Unknown {
            requireNonNull(reason, "reason");
            requireNonNull(since, "since");
        }

        /** Nobody has looked yet: no fault of the source, and as little to be taken for fine as any other unknown. */
        public static <T> Unknown<T> notYetSeen(Instant since) {
            return new Unknown<>(NOT_YET_SEEN, since);
        }

        /** Whether nobody has looked yet. */
        public boolean isNotYetSeen() {
            return reason.equals(NOT_YET_SEEN);
        }
    }

    /** The value, or {@code otherwise} where it is not known. */
    default T orElse(T otherwise) {
        return this instanceof Known<T> known ? known.value() : otherwise;
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    /** Why it is not known, for people; empty where it is. */
    default String whyNotKnown() {
        if (this instanceof Unknown<T> unknown) {
            return unknown.reason();
        }
        return this instanceof Absent<T> absent ? absent.reason() : "";
    }

    default <R> Sensed<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Known<T> known) {
            return new Known<>(change.apply(known.value()), known.at());
        }
        if (this instanceof Unknown<T> unknown) {
            return new Unknown<>(unknown.reason(), unknown.since());
        }
        return new Absent<>(((Absent<T>) this).reason());
    }
}
