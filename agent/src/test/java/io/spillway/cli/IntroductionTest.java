package io.spillway.cli;

import static io.spillway.testing.Assessments.normal;
import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Inventories.inventory;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Policies.policy;
import static io.spillway.testing.Processes.process;
import static io.spillway.testing.Sizes.gib;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.assess.Assessment;
import io.spillway.assess.Level;
import io.spillway.config.ProcessScope;
import io.spillway.guard.Snapshot;
import io.spillway.guard.Snapshot.Counters;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.guard.Snapshot.Resources;
import io.spillway.guard.Snapshot.SourceHealth;
import io.spillway.plan.Durations;
import io.spillway.plan.Plan;
import io.spillway.plan.Planner;
import io.spillway.plan.Policy;
import io.spillway.sense.Inventory;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import io.spillway.testing.ManualClock;
import io.spillway.testing.Models;
import io.spillway.testing.Snapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntroductionTest {
    private final Locale locale = Locale.getDefault();

    /** The text is the same wherever it is read. */
    @BeforeEach
    void inGermany() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void back() {
        Locale.setDefault(locale);
    }

    @Test
    void aHostWithEverything() {
        Inventory inventory = inventory()
                .with(
                        model("qwen2.5:3b").holding(gib(2.6)).build(),
                        model("llama3.2:3b").holding(gib(2)).build())
                .with(
                        container("postgres").using(gib(1)).isProtected().build(),
                        container("redis").using(gib(0.5)).priority(10).build(),
                        container("chroma").using(gib(1)).priority(20).build())
                .with(process("hog", 4711).holding(gib(3)).build())
                .build();
        Policy policy = policy().pinned("qwen2.5:3b").protect("java").build();

        List<String> lines = Introduction.lines(
                snapshot(inventory, policy, Mode.PAUSED),
                Mode.ACTING,
                "host /proc/meminfo",
                List.of("/etc/spillway.yaml"),
                List.of("guard on SCHED_RR: done"));

        assertThat(lines)
                .containsExactly(
                        "Found",
                        "  configuration  /etc/spillway.yaml",
                        "  memory         7.5 of 15.0 GiB used (50.0 %), by host /proc/meminfo, level NORMAL",
                        "  processes      1 processes",
                        "  containers     3 containers",
                        "  ollama@http://127.0.0.1:11434 2 models loaded",
                        "",
                        "Never touched",
                        "  this JVM and its ancestors, PID 1, kernel threads, sshd, systemd, dbus, the container engine,"
                                + " model servers' front ends",
                        "  processes      java",
                        "  containers     postgres",
                        "  models         qwen2.5:3b (pinned: until EMERGENCY)",
                        "May be ended at EMERGENCY",
                        "  any other process of at least 244 MiB on this machine",
                        "This process itself",
                        "  guard on SCHED_RR: done",
                        "",
                        "Would be done first, if memory stood there now",
                        "  WARNING     80 %  unload-model ollama/llama3.2:3b (2.0 GiB)",
                        "  CRITICAL    90 %  unload-model ollama/llama3.2:3b (2.0 GiB)",
                        "  EMERGENCY   95 %  force-unload-model ollama/llama3.2:3b (2.0 GiB)",
                        "  KILL_SWITCH 98 %  force-unload-model ollama/llama3.2:3b (2.0 GiB)",
                        "");
    }

    @Test
    void aBareHost() {
        Inventory inventory = new Inventory(
                List.of(),
                new Sensed.Absent<>("no socket at /var/run/docker.sock"),
                new Sensed.Known<>(List.of(), ManualClock.START),
                List.of());
        Policy policy = policy().onBudget().build();

        List<String> lines = Introduction.lines(
                snapshot(inventory, policy, Mode.PAUSED),
                Mode.DRY_RUN,
                "budget of 15 GB",
                List.of("defaults"),
                List.of());

        assertThat(lines)
                .containsExactly(
                        "Found",
                        "  configuration  defaults",
                        "  memory         7.5 of 15.0 GiB used (50.0 %), by budget of 15 GB, level NORMAL",
                        "  processes      0 processes",
                        "  containers     absent: no socket at /var/run/docker.sock",
                        "",
                        "Never touched",
                        "  this JVM and its ancestors, PID 1, kernel threads, sshd, systemd, dbus, the container engine,"
                                + " model servers' front ends",
                        "May be ended at EMERGENCY",
                        "  no process: the levels are not the machine's own, and processes.scope names none",
                        "",
                        "Would be done first, if memory stood there now (dry run: nothing will be done)",
                        "  WARNING     80 %  nothing that may be touched would free anything; 461 MiB stay uncovered",
                        "  CRITICAL    90 %  nothing that may be touched would free anything; 2.0 GiB stay uncovered",
                        "  EMERGENCY   95 %  nothing that may be touched would free anything; 1.2 GiB stay uncovered",
                        "  KILL_SWITCH 98 %  nothing that may be touched would free anything; 1.2 GiB stay uncovered",
                        "");
    }

    @Test
    void whatIsUnknownIsSaidSoAndNotPlannedFor() {
        Snapshot snapshot = Snapshots.unknown("permission denied")
                .withSource("containers", Sensed.Unknown.notYetSeen(ManualClock.START))
                .withContingencies(Map.of())
                .build();

        List<String> lines = Introduction.lines(snapshot, Mode.ACTING, "host /proc/meminfo", List.of(), List.of());

        assertThat(lines)
                .contains(
                        "  memory         UNKNOWN: permission denied (host /proc/meminfo)",
                        "  containers     UNKNOWN: not looked at yet",
                        "  EMERGENCY   95 %  unknown: memory or the inventory has not been read yet");
    }

    @Test
    void whatASilentServerHoldsIsUnknownAndNotNothing() {
        Inventory inventory = new Inventory(
                List.of(new RuntimeState(
                        Models.OLLAMA, new Sensed.Unknown<>("no answer within 3 s", ManualClock.START), List.of())),
                new Sensed.Absent<>("no socket"),
                new Sensed.Known<>(List.of(), ManualClock.START),
                List.of());

        List<String> lines = Introduction.lines(
                snapshot(inventory, policy().build(), Mode.PAUSED), Mode.ACTING, "host", List.of(), List.of());

        assertThat(lines)
                .contains("  CRITICAL    90 %  unknown: ollama@http://127.0.0.1:11434 does not answer")
                .noneMatch(line -> line.contains("nothing that may be touched"));
    }

    @Test
    void aScopeIsPutIntoWords() {
        Policy policy = policy().scope(
                        new ProcessScope(List.of("alice", "bob"), List.of("/user.slice"), List.of(4711L)))
                .build();

        List<String> lines = Introduction.lines(
                snapshot(inventory().build(), policy, Mode.PAUSED), Mode.ACTING, "host", List.of(), List.of());

        assertThat(lines)
                .contains("  processes of at least 244 MiB of the users alice, bob or in the cgroups /user.slice or"
                        + " below the PIDs 4711");
    }

    private static Snapshot snapshot(Inventory inventory, Policy policy, Mode mode) {
        Assessment assessment = normal().build();
        Map<Level, Plan> plans = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            plans.put(level, new Planner().preview(level, assessment, inventory, policy, Durations.NONE_LEARNT));
        }
        List<SourceHealth> sources = new ArrayList<>(List.of(
                new SourceHealth("memory", known("readable")),
                new SourceHealth("processes", inventory.processes().map(all -> all.size() + " processes")),
                new SourceHealth("containers", inventory.containers().map(all -> all.size() + " containers"))));
        inventory
                .runtimes()
                .forEach(runtime -> sources.add(new SourceHealth(
                        runtime.id().toString(), runtime.models().map(all -> all.size() + " models loaded"))));
        return new Snapshot(
                ManualClock.START,
                new Sensed.Known<>(assessment, ManualClock.START),
                ManualClock.START,
                inventory,
                policy,
                Plan.nothing(Level.NORMAL),
                plans,
                Map.of(),
                List.of(),
                sources,
                Resources.UNKNOWN,
                Counters.ZERO,
                mode);
    }

    private static Sensed<String> known(String value) {
        return new Sensed.Known<>(value, ManualClock.START);
    }
}
