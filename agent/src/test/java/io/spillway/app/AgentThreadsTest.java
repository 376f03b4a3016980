package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
    @Test
    void theyAreDaemonsWithOurLoaderAndTheirName() throws InterruptedException {
        var loader = new AtomicReference<@Nullable ClassLoader>();
        Thread thread = AgentThreads.named("spillway-test")
                .newThread(() -> loader.set(Thread.currentThread().getContextClassLoader()));

        thread.start();
        thread.join();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("spillway-test");
        assertThat(loader).hasValue(AgentThreads.class.getClassLoader());
    }

    @Test
    void whatEndsOneOfThemDoesNotReachTheHostsDefaultHandler() throws InterruptedException {
        var reached = new AtomicReference<@Nullable Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> reached.set(fault));
        try {
            Thread thread = AgentThreads.named("spillway-test").newThread(() -> {
                throw new NoClassDefFoundError("gone");
            });
            thread.start();
            thread.join();

            assertThat(reached).hasValue(null);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void aPoolIsBoundedAndSaysSo() throws InterruptedException {
        ExecutorService pool = AgentThreads.pool("spillway-test", 1, 1);
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(2);
        Runnable work = () -> {
            try {
                release.await();
                done.countDown();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            pool.execute(work);
            pool.execute(work);
            assertThatThrownBy(() -> pool.execute(work)).isInstanceOf(RejectedExecutionException.class);

            release.countDown();
            Eventually.until("both are done", () -> done.getCount() == 0);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void waitingEndsWithTheConditionOrTheLimit() throws InterruptedException {
        assertThat(AgentThreads.waiting().until(() -> true, Duration.ZERO)).isTrue();
        assertThat(AgentThreads.waiting().until(() -> false, Duration.ofMillis(5)))
                .isFalse();
    }
}
