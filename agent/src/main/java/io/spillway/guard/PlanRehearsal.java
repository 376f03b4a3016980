package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import io.spillway.sense.Ticker;
import java.time.Duration;

/**
 * Has the plans of all levels made once more at the start, for the first plan that counts must not be the first that this JVM makes: not
 * yet compiled code takes five times as long. Begins when every source has answered, since plans for an empty host train nothing, and
 * takes a few rounds at a time, so that nobody has to wait for it.
 */
final class PlanRehearsal {
    /** The time between two turns. */
    static final Duration REST = Duration.ofMillis(100);

    /** Enough for the JVM to compile what makes the plans. */
    private static final int ROUNDS = 60;

    private static final int ROUNDS_A_TURN = 3;

    /** A source that has not answered by then is not waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

    private final Ticker ticker;
    private final long beganNanos;
    private int left = ROUNDS;

    PlanRehearsal(Ticker ticker) {
        this.ticker = requireNonNull(ticker);
        this.beganNanos = ticker.nanos();
    }

    /** Takes its next turn, if it is time. */
    void goOn(Inventory inventory, Runnable round) {
        if (isOver() || !(isComplete(inventory) || ticker.nanos() - beganNanos >= LONGEST_WAIT.toNanos())) {
            return;
        }
        for (int i = 0; i < ROUNDS_A_TURN && left > 0; i++) {
            left--;
            round.run();
        }
    }

    boolean isOver() {
        return left == 0;
    }

    private static boolean isComplete(Inventory inventory) {
        return hasAnswered(inventory.processes())
                && hasAnswered(inventory.containers())
                && inventory.runtimes().stream().map(RuntimeState::models).allMatch(PlanRehearsal::hasAnswered);
    }

    private static boolean hasAnswered(Sensed<?> state) {
        return !(state instanceof Sensed.Unknown<?> unknown && unknown.isNotYetSeen());
    }
}
