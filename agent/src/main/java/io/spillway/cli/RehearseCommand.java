package io.spillway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows every level with stand-ins, touching nothing of this machine. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description =
                "Shows every level in about a minute, with stand-ins of its own; nothing of this machine is touched.")
public final class RehearseCommand implements Callable<Integer> {
    private final Rehearsal rehearsal;

    RehearseCommand(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public Integer call() throws Exception {
        return rehearsal.rehearse();
    }

    /** The show, from its first line to its table. */
    @FunctionalInterface
    public interface Rehearsal {
        /** Returns the exit status. */
        int rehearse() throws Exception;
    }
}
