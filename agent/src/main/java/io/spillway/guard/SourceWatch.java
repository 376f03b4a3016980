package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Assessment;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.sense.Inventory;
import io.spillway.sense.Sensed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which sources answer: memory, those of the inventory, and whether both paces themselves go on. Used by the guard's thread alone. */
final class SourceWatch {
    /** The slow pace looks every 5 s at rest; when it has not for so long, something holds it up. */
    private static final long INVENTORY_LATE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Chronicle chronicle;
    private final Clocks clocks;
    private long seenAtNanos;
    private Sensed.@Nullable Unknown<String> fault;
    private Sensed.@Nullable Unknown<String> lateInventory;
    private List<SourceHealth> sources = List.of();

    SourceWatch(Chronicle chronicle, Clocks clocks) {
        this.chronicle = requireNonNull(chronicle);
        this.clocks = requireNonNull(clocks);
        this.seenAtNanos = clocks.ticker().nanos();
    }

    /** The slow pace has looked. */
    void inventorySeen() {
        seenAtNanos = clocks.ticker().nanos();
        lateInventory = null;
    }

    /** Answers whether the slow pace has just begun to be late. */
    boolean becomesLate(long nanos) {
        if (lateInventory != null || nanos - seenAtNanos < INVENTORY_LATE_NANOS) {
            return false;
        }
        lateInventory = new Sensed.Unknown<>(
                "nothing was looked at for 30 s", clocks.wall().instant());
        return true;
    }

    /** Something went wrong in the loop itself. */
    void stumbled(Throwable unexpected) {
        Instant since = fault == null ? clocks.wall().instant() : fault.since();
        fault = new Sensed.Unknown<>("fault in the guard's loop: " + unexpected, since);
    }

    /** A pass went well; answers whether that is news. */
    boolean recovers() {
        boolean isNews = fault != null;
        fault = null;
        return isNews;
    }

    /** Works the list out anew, and has it written down what was lost and what is back. */
    void refresh(Sensed<Assessment> memory, Inventory inventory) {
        List<SourceHealth> all = new ArrayList<>();
        all.add(new SourceHealth("memory", memory.map(known -> "readable")));
        all.addAll(SourceList.of(inventory));
        if (lateInventory != null) {
            all.add(new SourceHealth("inventory", lateInventory));
        }
        if (fault != null) {
            all.add(new SourceHealth("guard", fault));
        }
        sources = List.copyOf(all);
        chronicle.sources(sources);
    }

    List<SourceHealth> sources() {
        return sources;
    }
}
