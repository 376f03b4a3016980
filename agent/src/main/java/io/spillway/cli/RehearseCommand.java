package io.spillway.cli;

import io.spillway.rehearse.Length;
import io.spillway.rehearse.Rehearsal.Wishes;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows every level with stand-ins, touching nothing of this machine. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description =
                "Shows every level in about a minute, with stand-ins of its own; nothing of this machine is touched.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:passed: everything that it is to show happened",
            "1:something was missed, or there is too little memory for it",
            "2:the command line is wrong",
            "130:it was ended early, by Ctrl-C"
        })
public final class RehearseCommand implements Callable<Integer> {
    private final Rehearsal rehearsal;

    @Option(names = "--quick", description = "With less memory and in half the time, for tests.")
    private boolean quick;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Writes the last screen, with the curve of the whole show, as text.")
    private @Nullable Path capture;

    RehearseCommand(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    @Override
    public Integer call() throws Exception {
        return rehearsal.rehearse(new Wishes(quick ? Length.QUICK : Length.FULL, capture));
    }

    /** The show, from its first line to its table. */
    @FunctionalInterface
    public interface Rehearsal {
        /** Returns the exit status. */
        int rehearse(Wishes wishes) throws Exception;
    }
}
