package io.spillway.testing;

/** Sizes in bytes. */
public final class Sizes {
    private Sizes() {}

    public static long gib(double gib) {
        return (long) (gib * (1L << 30));
    }

    public static long mib(double mib) {
        return (long) (mib * (1L << 20));
    }
}
