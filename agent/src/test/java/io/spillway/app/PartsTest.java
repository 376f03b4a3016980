package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final Parts parts = new Parts();
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastIsClosedFirstAndAStubbornOneKeepsNoOtherOpen() {
        parts.add(() -> closed.add("first"));
        parts.add(() -> {
            throw new IOException("stubborn");
        });
        parts.add(() -> closed.add("last"));

        parts.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        parts.close();

        parts.add(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }

    @Test
    void eachIsClosedOnce() {
        parts.add(() -> closed.add("one"));

        parts.close();
        parts.close();

        assertThat(closed).containsExactly("one");
    }
}
