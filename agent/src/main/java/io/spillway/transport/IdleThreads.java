package io.spillway.transport;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import okhttp3.internal.concurrent.TaskRunner;
import okio.AsyncTimeout;

/**
 * Lets the threads that OkHttp and Okio keep for a minute after their last work end now; otherwise they would hold our class
 * loader for that long after a detach. Both stay usable: with new work they start new threads.
 *
 * <p>There is no API for it. Where an upgrade has changed the insides, the threads end by themselves a minute later; the test
 * of {@link HttpStack} notices.
 */
final class IdleThreads {
    private IdleThreads() {}

    static void end() {
        if (TaskRunner.INSTANCE.getBackend() instanceof TaskRunner.RealBackend backend) {
            ThreadPoolExecutor executor = backend.getExecutor();
            // Lowering it wakes the idle workers, and they see that their time has passed.
            executor.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        }
        try {
            endWatchdog();
        } catch (ReflectiveOperationException | RuntimeException changedInsides) {
            // It ends by itself.
        }
    }

    private static void endWatchdog() throws ReflectiveOperationException {
        Lock lock = (Lock) read("lock");
        Condition condition = (Condition) read("condition");
        lock.lock();
        try {
            Object queue = read("queue");
            Field size = queue.getClass().getDeclaredField("size");
            size.setAccessible(true);
            if (size.getInt(queue) == 0) {
                // The watchdog ends when what it waited for is the sentinel; woken with an empty queue it finds null.
                field("idleSentinel").set(null, null);
                condition.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Object read(String name) throws ReflectiveOperationException {
        return field(name).get(null);
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = AsyncTimeout.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
