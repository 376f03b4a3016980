package io.spillway.cli;

import io.spillway.cli.jvm.Attacher;
import io.spillway.cli.jvm.JvmList;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** The command line as a whole: the commands, and what is said when one fails. */
public final class CommandLineTool {
    private final CommandLine commands;

    /**
     * @param context {@code jar}, the path of the agent's jar, and {@code version}
     */
    public CommandLineTool(
            Map<String, String> context,
            RunCommand.Runner runner,
            RehearseCommand.Rehearsal rehearsal,
            PrintWriter out,
            PrintWriter err) {
        Path jar = Path.of(context.getOrDefault("jar", "spillway-agent.jar"));
        String program = "java -jar " + jar;
        String version = context.getOrDefault("version", "unknown");
        JvmList jvms = new JvmList(Path.of("/proc"), ProcessHandle.current().pid());
        Attacher attacher = new Attacher(jar, jvms, err::println);
        commands = new CommandLine(new SpillwayCommand())
                .addSubcommand("run", new RunCommand(runner))
                .addSubcommand("attach", new AttachCommand(jvms, attacher))
                .addSubcommand("detach", new DetachCommand(attacher))
                .addSubcommand("status", new StatusCommand())
                .addSubcommand("rehearse", new RehearseCommand(rehearsal))
                .setCommandName(program)
                .setOut(out)
                .setErr(err);
        commands.getCommandSpec().version("Spillway " + version);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getCommandName() + ": " + words(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Returns the exit status: 0 done, 1 it cannot be done, 2 the command line is wrong. */
    public int execute(String... args) {
        return commands.execute(args);
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getName() : message;
    }
}
