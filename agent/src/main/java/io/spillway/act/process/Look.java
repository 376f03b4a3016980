package io.spillway.act.process;

/** What a look at a process found. */
enum Look {
    /** It is still that one, and has not ended. */
    RUNNING,
    /** It has ended; its PID may be another's. */
    ENDED,
    /** There is a process of that PID, which could not be read. */
    UNTOLD
}
