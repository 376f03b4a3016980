package io.spillway.guard;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has the guard's thread answer questions of other threads, which wait, with a time limit. */
final class Questions {
    private final Guard guard;
    private final Duration limit;

    Questions(Guard guard, Duration limit) {
        this.guard = requireNonNull(guard);
        this.limit = requireNonNull(limit);
    }

    /** Runs {@code question} on the guard's thread; what it throws is thrown here. */
    <T> T ask(String name, Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        boolean taken = guard.ask(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | LinkageError | StackOverflowError refused) {
                answer.completeExceptionally(refused);
            }
        });
        if (!taken) {
            throw new IllegalStateException(
                    guard.isStopped()
                            ? "Spillway has ended: " + name + " cannot be done"
                            : "the guard has too much to do for " + name + "; ask again later");
        }
        return await(name, answer);
    }

    /** Waits for what is under way. */
    <T> T await(String name, CompletableFuture<T> answer) {
        return await(name, answer, limit);
    }

    static <T> T await(String name, CompletableFuture<T> answer, Duration limit) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    name + " has not ended within " + limit.toSeconds() + " s: it goes on, the journal will tell",
                    late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for " + name + ": it goes on, the journal will tell", stopping);
        } catch (ExecutionException failed) {
            throw refusal(failed.getCause());
        }
    }

    /** Made anew, so that its trace shows who asked. */
    private static RuntimeException refusal(@Nullable Throwable cause) {
        if (cause instanceof IllegalArgumentException argument) {
            return new IllegalArgumentException(argument.getMessage(), argument);
        }
        return new IllegalStateException(cause == null ? "failed" : cause.getMessage(), cause);
    }
}
