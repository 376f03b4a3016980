package io.spillway.cli;

import io.spillway.cli.jvm.AttachException;
import io.spillway.cli.jvm.Attacher;
import io.spillway.cli.jvm.Jvm;
import io.spillway.cli.jvm.JvmList;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = "Brings the agent into a running JVM; without a PID, lists the JVMs.")
final class AttachCommand implements Callable<Integer> {
    private final JvmList jvms;
    private final Attacher attacher;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PID", description = "The JVM to attach to.")
    private @Nullable Long pid;

    @Mixin
    private final GuardOptions options = new GuardOptions();

    AttachCommand(JvmList jvms, Attacher attacher) {
        this.jvms = jvms;
        this.attacher = attacher;
    }

    @Override
    public Integer call() throws AttachException {
        PrintWriter out = spec.commandLine().getOut();
        if (pid == null) {
            list(out);
        } else {
            out.println(attacher.attach(pid, options.asMap()));
            out.println("What it sees: " + command("status"));
            out.println("To end it: " + command("detach " + pid));
        }
        return 0;
    }

    private void list(PrintWriter out) {
        List<Jvm> found = jvms.all();
        if (found.isEmpty()) {
            out.println("No other JVM runs here. To guard this host without one: " + command("run"));
            return;
        }
        out.printf("%8s  %-12s %-44s %s%n", "PID", "USER", "MAIN", "ATTACH");
        for (Jvm jvm : found) {
            out.printf(
                    "%8d  %-12s %-44s %s%n",
                    jvm.pid(),
                    jvm.user(),
                    shortened(jvm.main()),
                    jvm.attachable() ? "possible" : "no: " + jvm.obstacle());
        }
        out.println("To attach to one: " + command("attach PID"));
    }

    /** As it can be typed. */
    private String command(String arguments) {
        return spec.root().name() + " " + arguments;
    }

    private static String shortened(String main) {
        int most = 44;
        return main.length() <= most ? main : "…" + main.substring(main.length() - most + 1);
    }
}
