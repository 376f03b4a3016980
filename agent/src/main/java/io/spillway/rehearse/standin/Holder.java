package io.spillway.rehearse.standin;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that holds as much memory as it is told to: a service, a model's runner, a runaway or a bystander, by the name it was
 * started under.
 *
 * <p>Arguments: the most bytes that it ever holds, the seconds that it lives at most; whatever follows only shows in its command line.
 * Command on standard input: {@code hold BYTES RATE}, towards so many resident bytes at so many bytes a second.
 */
public final class Holder {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Lifeline lifeline;
    private final HeldMemory memory;
    private final long endsAtNanos;
    private long targetBytes;
    private double bytesPerNano = 1;
    private double allowanceBytes;

    private Holder(Lifeline lifeline, long limitBytes, long lifeSeconds) {
        this.lifeline = lifeline;
        this.memory = new HeldMemory(limitBytes);
        this.endsAtNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(lifeSeconds);
    }

    public static void main(String[] args) throws InterruptedException {
        new Holder(Lifeline.grasp(), Long.parseLong(args[0]), Long.parseLong(args[1])).live();
    }

    private void live() throws InterruptedException {
        long before = System.nanoTime();
        while (before < endsAtNanos) {
            boolean busy = memory.bytes() + HeldMemory.chunkBytes() <= targetBytes;
            take(lifeline.next(busy ? TICK_NANOS : endsAtNanos - before));
            long now = System.nanoTime();
            step(busy ? now - before : 0);
            before = now;
        }
        System.exit(0);
    }

    private void take(@Nullable String command) {
        if (command == null) {
            return;
        }
        String[] words = command.split(" ", -1);
        targetBytes = Long.parseLong(words[1]);
        bytesPerNano = Double.parseDouble(words[2]) / 1e9;
    }

    private void step(long nanos) {
        if (memory.canShrinkTo(targetBytes)) {
            memory.shrinkTo(targetBytes);
            allowanceBytes = 0;
            return;
        }
        allowanceBytes += nanos * bytesPerNano;
        while (allowanceBytes >= HeldMemory.chunkBytes()
                && memory.bytes() + HeldMemory.chunkBytes() <= targetBytes
                && memory.grow()) {
            allowanceBytes -= HeldMemory.chunkBytes();
        }
        // What could not be used is no credit for later.
        allowanceBytes = Math.min(allowanceBytes, HeldMemory.chunkBytes());
    }
}
