package io.spillway.cli;

import io.spillway.cli.jvm.AttachException;
import io.spillway.cli.jvm.Attacher;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Takes the agent out of a JVM; nothing of it stays there.")
final class DetachCommand implements Callable<Integer> {
    private final Attacher attacher;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The JVM that has the agent.")
    private long pid;

    DetachCommand(Attacher attacher) {
        this.attacher = attacher;
    }

    @Override
    public Integer call() throws AttachException {
        spec.commandLine().getOut().println(attacher.detach(pid));
        return 0;
    }
}
