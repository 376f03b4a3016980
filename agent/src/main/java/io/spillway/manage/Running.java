package io.spillway.manage;

import io.spillway.sense.Container;

/** Which containers hold memory. */
final class Running {
    private Running() {}

    /** A paused one holds its memory too; of one in an unknown state it must be assumed. */
    static boolean uses(Container container) {
        return switch (container.state()) {
            case RUNNING, PAUSED, RESTARTING, UNKNOWN -> true;
            case CREATED, REMOVING, EXITED, DEAD -> false;
        };
    }
}
