package io.spillway.cli.jvm;

import static java.util.Objects.requireNonNull;

/**
 * A JVM on this machine.
 *
 * @param pid as this machine counts it, also for one in a container
 * @param main the main class, jar or module; the program's name where that cannot be told
 * @param user whose process it is
 * @param obstacle why nothing can be attached, and what to do about it; empty when nothing is in the way
 */
public record Jvm(long pid, String main, String user, String obstacle) {
    public Jvm {
        requireNonNull(main, "main");
        requireNonNull(user, "user");
        requireNonNull(obstacle, "obstacle");
    }

    public boolean attachable() {
        return obstacle.isEmpty();
    }
}
