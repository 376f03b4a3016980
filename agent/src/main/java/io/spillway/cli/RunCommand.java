package io.spillway.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Guards this host from a JVM of its own. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Guards this host from a JVM of its own, until it is ended.")
public final class RunCommand implements Callable<Integer> {
    private final Runner runner;

    @Mixin
    private final GuardOptions options = new GuardOptions();

    RunCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws Exception {
        return runner.run(options.asMap());
    }

    /** Guards until it is told to end. */
    @FunctionalInterface
    public interface Runner {
        /**
         * Returns the exit status.
         *
         * @param options keys of the configuration with their values, and {@code config}, the path of a file; the same that the agent
         *     takes
         */
        int run(Map<String, String> options) throws Exception;
    }
}
