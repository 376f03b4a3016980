package io.spillway.plan;

import io.spillway.assess.Figures;
import io.spillway.plan.Measure.KillProcess;
import io.spillway.plan.PassedOver.Why;
import io.spillway.sense.Container;
import io.spillway.sense.ProcessInfo;
import java.time.Duration;
import java.util.Optional;

/**
 * The gate that ends processes. A kill is never too slow: its signal ends the growth at once, and after it there is nothing
 * quicker to wait for.
 */
final class ProcessGate {
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);
    private static final int PATIENCE_PART = 4;
    /** With less time a program cannot even react to TERM. */
    private static final Duration TOO_SHORT_FOR_TERM = Duration.ofSeconds(1);

    private final Draft draft;
    private final Landscape landscape;
    private final Expectations expectations;
    private final TimeLeft timeLeft;

    ProcessGate(Draft draft, Landscape landscape, Expectations expectations, TimeLeft timeLeft) {
        this.draft = draft;
        this.landscape = landscape;
        this.expectations = expectations;
        this.timeLeft = timeLeft;
    }

    /** Counts what the processes that are being ended still hold. */
    void countInProgress() {
        if (!draft.underway().has(Target.Kind.PROCESS)) {
            return;
        }
        long least = landscape.policy().processes().minRssBytes();
        for (ProcessInfo seen : landscape.processes().all()) {
            ProcessInfo process = landscape.now(seen);
            if (process.residentBytes() >= least
                    && draft.underway().isInProgress(target(process))
                    && containerInProgress(process).isEmpty()) {
                count(process);
            }
        }
    }

    void open() {
        draft.open(Gate.KILL_PROCESSES, Target.Kind.PROCESS);
        VictimRanking ranking = landscape.victims();
        for (ProcessInfo process : ranking.victims()) {
            if (!isGoing(process) && !draft.isNotNeeded(target(process), Gate.KILL_PROCESSES)) {
                kill(process);
            }
        }
        for (VictimRanking.Spared spared : ranking.spared()) {
            draft.passOver(
                    target(spared.process()),
                    spared.why(),
                    () -> Figures.bytes(spared.process().residentBytes()) + "; " + spared.detail());
        }
    }

    private boolean isGoing(ProcessInfo process) {
        Target target = target(process);
        if (draft.holds(target) || draft.isLeftAlone(target)) {
            return true;
        }
        Optional<Container> going = containerInProgress(process);
        going.ifPresent(container -> draft.passOver(
                target, Why.IN_PROGRESS, () -> "its container " + container.name() + " is being stopped"));
        return going.isPresent();
    }

    private Optional<Container> containerInProgress(ProcessInfo process) {
        if (!draft.underway().has(Target.Kind.CONTAINER)) {
            return Optional.empty();
        }
        return landscape.membership().of(process).filter(container -> draft.underway()
                .isInProgress(Target.container(container.name())));
    }

    private void kill(ProcessInfo process) {
        if (process.ownBytes() == 0) {
            draft.passOver(target(process), Why.FREES_NOTHING, () -> "it holds no memory of its own");
            return;
        }
        long bytes = process.anonymousBytes();
        Duration patience = timeLeft.isEnoughFor(TOO_SHORT_FOR_TERM)
                ? timeLeft.part(PATIENCE_PART, LONGEST_PATIENCE)
                : Duration.ZERO;
        Duration expected = expectations.kill(target(process), patience, bytes);
        if (!timeLeft.isEnoughFor(expected)) {
            patience = Duration.ZERO;
            expected = Expectations.ended(bytes);
        }
        draft.take(new KillProcess(
                process.ref(),
                process.name(),
                patience,
                bytes,
                expected,
                Gate.KILL_PROCESSES,
                "nothing protects it and it holds " + Figures.bytes(bytes)));
        count(process);
    }

    private void count(ProcessInfo process) {
        Optional<Container> container = landscape.membership().of(process);
        if (container.isPresent()) {
            draft.relief().addInside(container.get(), process.anonymousBytes());
        } else {
            draft.relief().add(process.anonymousBytes());
        }
    }

    private static Target target(ProcessInfo process) {
        return Target.of(process.ref(), process.name());
    }
}
