package io.spillway.sense;

/** Elapsed time: only differences mean anything. */
@FunctionalInterface
public interface Ticker {
    long nanos();
}
