package io.spillway.testing.docker;

import java.util.List;

/** What a test's container does. None lives longer than ten minutes. */
public enum Behaviour {
    /** Ends with {@link #EXIT_ON_TERM} when it gets TERM. */
    ENDS_ON_TERM(0, "/bin/sh", "-c", "trap 'exit 42' TERM; sleep 600 & wait $!"),
    /** Must be killed, as every first process without a handler of its own. */
    IGNORES_TERM(0, "/bin/sleep", "600"),
    HOLDS_64_MIB(128, "/hog", "anon", "64", "0", "600");

    public static final int EXIT_ON_TERM = 42;
    public static final int EXIT_WHEN_KILLED = 137;

    private final int memoryLimitMib;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> command;

    Behaviour(int memoryLimitMib, String... command) {
        this.memoryLimitMib = memoryLimitMib;
        this.command = List.of(command);
    }

    /** 0 is none. */
    public int memoryLimitMib() {
        return memoryLimitMib;
    }

    public List<String> command() {
        return command;
    }
}
