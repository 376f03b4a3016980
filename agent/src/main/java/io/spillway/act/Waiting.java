package io.spillway.act;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition on a thread that may wait. */
@FunctionalInterface
public interface Waiting {
    /**
     * Answers whether {@code condition} came true within {@code limit}.
     *
     * @throws InterruptedException the agent stops
     */
    boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException;
}
