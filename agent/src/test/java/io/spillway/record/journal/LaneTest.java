package io.spillway.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final List<Integer> handled = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatDoesNotFitIsRefused() {
        Lane<Integer> lane = new Lane<>(2, task -> {}, handled::addAll);

        assertThat(lane.offer(1)).isTrue();
        assertThat(lane.offer(2)).isTrue();
        assertThat(lane.offer(3)).isFalse();
    }

    @Test
    void whatAnExecutorRefusesIsHandledAtTheEnd() {
        Lane<Integer> lane = new Lane<>(
                2,
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                handled::addAll);
        lane.offer(1);
        lane.wake();
        assertThat(handled).isEmpty();

        assertThat(lane.finish(Duration.ofSeconds(10))).isTrue();

        assertThat(handled).containsExactly(1);
    }

    @Test
    void whatIsOfferedWhileOthersAreHandledIsHandledToo() {
        List<Lane<Integer>> self = new ArrayList<>();
        Lane<Integer> lane = new Lane<>(10, Runnable::run, batch -> {
            handled.addAll(batch);
            if (handled.size() < 5) {
                self.get(0).offer(handled.size());
                self.get(0).wake();
            }
        });
        self.add(lane);
        lane.offer(0);

        lane.wake();

        assertThat(handled).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void nothingIsLostWhenManyOfferAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            Lane<Integer> lane = new Lane<>(100_000, executor, handled::addAll);
            List<Future<?>> offers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                offers.add(executor.submit(() -> IntStream.range(0, 10_000).forEach(number -> {
                    lane.offer(number);
                    lane.wake();
                })));
            }
            for (Future<?> offer : offers) {
                offer.get();
            }

            assertThat(lane.finish(Duration.ofSeconds(30))).isTrue();

            assertThat(handled).hasSize(40_000);
        } finally {
            executor.shutdownNow();
        }
    }
}
