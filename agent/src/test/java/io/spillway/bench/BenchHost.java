package io.spillway.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A host application for an agent: writes a byte at once, and ends after so many milliseconds (0: at once). With {@code churn} it makes
 * 6 MB of garbage a second.
 */
public final class BenchHost {
    private static final int GARBAGE_BYTES = 64 << 10;
    private static final long STEP_MILLIS = 10;

    /** Where others could see it, so that it must be made. */
    private static final AtomicReference<byte[]> GARBAGE = new AtomicReference<>(new byte[0]);

    private BenchHost() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.write('x');
        System.out.flush();
        long millis = arguments.length == 0 ? 0 : Long.parseLong(arguments[0]);
        if (!List.of(arguments).contains("churn")) {
            Thread.sleep(millis);
            return;
        }
        for (long past = 0; past < millis; past += STEP_MILLIS) {
            GARBAGE.set(new byte[GARBAGE_BYTES]);
            Thread.sleep(STEP_MILLIS);
        }
    }
}
