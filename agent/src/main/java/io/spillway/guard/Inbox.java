package io.spillway.guard;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What others want done on the guard's thread; bounded, and closed at the end. */
final class Inbox {
    private static final int CAPACITY = 4096;

    /** Kept free for outcomes, which must not get lost: their number is bounded by what can be under way. */
    private static final int KEPT_FREE = 1024;

    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean closed;

    /** Adds a wish; answers false when there is no room for it or nobody is going to read it. */
    boolean ask(Runnable wish) {
        return commands.remainingCapacity() > KEPT_FREE && tell(wish);
    }

    /** Adds news; answers false when nobody is going to read it. */
    boolean tell(Runnable news) {
        return !closed && commands.offer(news) && !(closed && commands.remove(news));
    }

    /** Waits for a command, and hands on all that are there. */
    void await(long nanos, Consumer<Runnable> reader) throws InterruptedException {
        Runnable first = commands.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            reader.accept(first);
            read(reader);
        }
    }

    /** Hands on all that are there. */
    void read(Consumer<Runnable> reader) {
        Runnable command = commands.poll();
        while (command != null) {
            reader.accept(command);
            command = commands.poll();
        }
    }

    /** Takes nothing more, and hands on what is left. */
    void close(Consumer<Runnable> reader) {
        closed = true;
        read(reader);
    }
}
