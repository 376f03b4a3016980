package io.spillway.act;

import io.spillway.plan.Measure.KillProcess;
import io.spillway.sense.ProcessRef;
import java.time.Duration;

/** Ends processes: TERM, then KILL; or KILL at once where no patience is left. */
final class ProcessEnds {
    /** How long a killed process may take until it counts as not ended: in the kernel it frees its memory first. */
    static final Duration KILL_LIMIT = Duration.ofSeconds(15);

    private final ProcessControl processes;
    private final Waiting waiting;

    ProcessEnds(ProcessControl processes, Waiting waiting) {
        this.processes = processes;
        this.waiting = waiting;
    }

    /** Answers whether the signal went out; if not, {@link #notSent} tells why. */
    boolean signal(KillProcess kill) {
        return kill.patience().isZero() ? processes.kill(kill.process()) : processes.terminate(kill.process());
    }

    Outcome notSent(Attempt attempt, KillProcess kill) {
        return processes.isAlive(kill.process())
                ? attempt.failed("the kernel does not let this user signal it")
                : attempt.nothingLeft("it had ended already");
    }

    Outcome awaitEnd(Attempt attempt, KillProcess kill, Held held) throws InterruptedException {
        ProcessRef process = kill.process();
        if (!kill.patience().isZero()) {
            if (waiting.until(() -> !processes.isAlive(process), kill.patience())) {
                return attempt.done(held.freedBytes(), "ended on TERM");
            }
            processes.kill(process);
        }
        if (waiting.until(() -> !processes.isAlive(process), KILL_LIMIT)) {
            return attempt.done(held.freedBytes(), "ended on KILL");
        }
        return attempt.failed("was sent KILL and has not ended within " + KILL_LIMIT.toSeconds() + " s");
    }
}
