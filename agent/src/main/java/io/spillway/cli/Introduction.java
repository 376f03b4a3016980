package io.spillway.cli;

import static java.util.Objects.requireNonNull;

import io.spillway.assess.Assessment;
import io.spillway.assess.Figures;
import io.spillway.assess.Level;
import io.spillway.config.ContainerLimits.Care;
import io.spillway.config.ProcessScope;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Measure;
import io.spillway.plan.Plan;
import io.spillway.plan.Policy;
import io.spillway.sense.Container;
import io.spillway.sense.Sensed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code run} says before anything else: what was found, what is protected, and what would be done first at each level. */
public final class Introduction {
    private static final double GIB = 1L << 30;
    private static final int FIRST_MEASURES = 3;

    private final Snapshot snapshot;
    private final Mode acting;
    private final List<String> lines = new ArrayList<>();

    private Introduction(Snapshot snapshot, Mode acting) {
        this.snapshot = requireNonNull(snapshot);
        this.acting = requireNonNull(acting);
    }

    /**
     * The lines.
     *
     * @param acting what the guard will do once it acts; it is paused while this is said
     * @param host what the levels are reckoned on
     * @param configuration where the configuration came from
     * @param self what was tried to protect this process
     */
    public static List<String> lines(
            Snapshot snapshot, Mode acting, String host, List<String> configuration, List<String> self) {
        Introduction introduction = new Introduction(snapshot, acting);
        introduction.found(host, configuration);
        introduction.protectedOnes(self);
        introduction.firstAtEachLevel();
        return List.copyOf(introduction.lines);
    }

    private void found(String host, List<String> configuration) {
        add("Found");
        configuration.forEach(source -> add("  configuration  " + source));
        if (snapshot.assessment() instanceof Sensed.Known<Assessment> known) {
            var reading = known.value().reading();
            add(format(
                    "  memory         %.1f of %.1f GiB used (%.1f %%), by %s, level %s",
                    reading.usedBytes() / GIB,
                    reading.totalBytes() / GIB,
                    reading.usedPercent(),
                    host,
                    known.value().level()));
        } else {
            add("  memory         " + words(snapshot.assessment()) + " (" + host + ")");
        }
        for (SourceHealth source : snapshot.sources()) {
            if (!source.name().equals("memory")) {
                add(format("  %-14s %s", source.name(), words(source.state())));
            }
        }
        add("");
    }

    private static String words(Sensed<?> state) {
        if (state instanceof Sensed.Known<?> known) {
            return String.valueOf(known.value());
        }
        return (state instanceof Sensed.Absent ? "absent: " : "UNKNOWN: ") + state.whyNotKnown();
    }

    private void protectedOnes(List<String> self) {
        Policy policy = snapshot.policy();
        add("Never touched");
        add(
                "  this JVM and its ancestors, PID 1, kernel threads, sshd, systemd, dbus, the container engine, model servers' front ends");
        if (!policy.processes().protect().isEmpty()) {
            add("  processes      " + String.join(", ", policy.processes().protect()));
        }
        String containers = snapshot.inventory().containers().orElse(List.of()).stream()
                .filter(container -> container.care() == Care.PROTECTED)
                .map(Container::name)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!containers.isEmpty()) {
            add("  containers     " + containers);
        }
        if (!policy.pinned().isEmpty()) {
            add("  models         " + policy.pinned().stream().sorted().collect(Collectors.joining(", "))
                    + " (pinned: until EMERGENCY)");
        }
        add("May be ended at EMERGENCY");
        add("  " + reach(policy));
        if (!self.isEmpty()) {
            add("This process itself");
            self.forEach(line -> add("  " + line));
        }
        add("");
    }

    private static String reach(Policy policy) {
        ProcessScope scope = policy.processes().scope();
        long mib = policy.processes().minRssBytes() >> 20;
        if (scope.isEmpty()) {
            return policy.reach() == Policy.Reach.MACHINE
                    ? "any other process of at least " + mib + " MiB on this machine"
                    : "no process: the levels are not the machine's own, and processes.scope names none";
        }
        List<String> parts = new ArrayList<>();
        if (!scope.users().isEmpty()) {
            parts.add("of the users " + String.join(", ", scope.users()));
        }
        if (!scope.cgroups().isEmpty()) {
            parts.add("in the cgroups " + String.join(", ", scope.cgroups()));
        }
        if (!scope.parents().isEmpty()) {
            parts.add("below the PIDs "
                    + scope.parents().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return "processes of at least " + mib + " MiB " + String.join(" or ", parts);
    }

    private void firstAtEachLevel() {
        add("Would be done first, if memory stood there now"
                + (acting == Mode.DRY_RUN ? " (dry run: nothing will be done)" : ""));
        for (Level level : Level.values()) {
            if (level != Level.NORMAL) {
                add(first(level));
            }
        }
        add("");
    }

    private String first(Level level) {
        String name = format(
                "  %-11s %2.0f %%  ",
                level, level.thresholdPercent(snapshot.policy().levels()));
        Plan plan = snapshot.contingencies().get(level);
        if (plan == null) {
            return name + "unknown: memory or the inventory has not been read yet";
        }
        String lacking =
                plan.uncoveredBytes() > 0 ? "; " + Figures.bytes(plan.uncoveredBytes()) + " stay uncovered" : "";
        if (plan.measures().isEmpty()) {
            String silent = silentSources();
            return name
                    + (silent.isEmpty()
                            ? "nothing that may be touched would free anything" + lacking
                            : "unknown: " + silent + " does not answer");
        }
        String measures = plan.measures().stream()
                .limit(FIRST_MEASURES)
                .map(Introduction::words)
                .collect(Collectors.joining(", "));
        int more = plan.measures().size() - FIRST_MEASURES;
        return name + measures + (more > 0 ? ", and " + more + " more" : "") + lacking;
    }

    private static String words(Measure measure) {
        return measure.kind() + " " + measure.target() + " (" + Figures.bytes(measure.expectedReliefBytes()) + ")";
    }

    /** What they hold might be freed: that is not known, and not nothing. */
    private String silentSources() {
        return snapshot.sources().stream()
                .filter(source -> source.state() instanceof Sensed.Unknown)
                .map(SourceHealth::name)
                .collect(Collectors.joining(", "));
    }

    /** The same wherever it is read. */
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private void add(String line) {
        lines.add(line);
    }
}
