package io.spillway.endtoend;

import static io.spillway.endtoend.Memory.MB;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.ContainerId;
import io.spillway.testing.docker.DockerDaemon;
import io.spillway.testing.docker.DockerDaemonExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real engine with containers that hold real memory. */
@Tag("agent")
@Tag("docker")
@Timeout(180)
@ExtendWith(DockerDaemonExtension.class)
class DockerEndToEndIT {
    /** The journal counts in whole milliseconds, and what is begun in one pass is begun within a few. */
    private static final long SAME_PASS_MILLIS = 20;

    /** Others on the machine may take at the same moment what the container gave back. */
    private static final int ATTEMPTS = 5;

    private final DockerDaemon docker;

    @TempDir
    private Path folder;

    DockerEndToEndIT(DockerDaemon docker) {
        this.docker = docker;
    }

    @AfterEach
    void removeContainers() throws Exception {
        docker.removeAll();
    }

    @Test
    void theLowestPriorityIsStoppedFirstUntilBelowCriticalAndStartedAgainInTheCalm() throws Exception {
        List<ContainerId> untouched = List.of(
                hog("shielded", 80, Map.of("spillway.protect", "true")),
                hog("low", 80, Map.of("spillway.priority", "6")),
                hog("usual", 80, Map.of()));
        ContainerId lowest = hog("lowest", 600, Map.of("spillway.priority", "5"));
        try (RunningSpillway spillway = start("");
                MemoryWatch watch = new MemoryWatch()) {
            assertThat(spillway.resources().at("containers").items()).hasSize(4);

            List<JournalEntry> stops = List.of();
            for (int attempt = 1; attempt <= ATTEMPTS && stops.size() != 1; attempt++) {
                List<Long> before = initPids(untouched);
                long lowestBefore = docker.initPid(lowest);
                stops = stopsWhenShortBy300(spillway, watch);
                List<Long> after = initPids(untouched);
                spillway.change(Thresholds.CALM);
                awaitRestored(spillway, stops);
                assertThat(docker.initPid(lowest))
                        .as("it was stopped and runs again")
                        .isNotIn(0L, lowestBefore);
                if (stops.size() == 1) {
                    assertThat(after).as("the others").isEqualTo(before);
                }
                spillway.await(
                        "all is held and seen as before",
                        () -> hold(spillway, "lowest", 600)
                                && hold(spillway, "low", 80)
                                && hold(spillway, "usual", 80));
            }

            assertThat(stops)
                    .as("a moment without a disturbance from elsewhere; %s", spillway)
                    .hasSize(1);
            assertThat(stops.get(0).level()).isEqualTo("KILL_SWITCH");
            assertThat(stops.get(0).freedBytes()).isBetween(600 * MB, 620 * MB);
            assertThat(spillway.health().at("status").text()).isEqualTo("healthy");
            assertThat(spillway.read(RunningSpillway.GUARD, "Owed").items()).isEmpty();
        }
    }

    private List<Long> initPids(List<ContainerId> containers) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (ContainerId container : containers) {
            pids.add(docker.initPid(container));
        }
        return pids;
    }

    /** Each that was stopped, the lowest first, each of the others only because memory still stood above CRITICAL. */
    private static List<JournalEntry> stopsWhenShortBy300(RunningSpillway spillway, MemoryWatch watch)
            throws Exception {
        long before = spillway.done("stop-container").count();
        long usedBytes = Memory.usedBytes();
        long criticalBytes = usedBytes - 300 * MB;
        spillway.change(Thresholds.inBytes(
                spillway.budgetBytes(),
                criticalBytes - 10 * MB,
                criticalBytes,
                criticalBytes + 20 * MB,
                criticalBytes + 40 * MB));
        spillway.await("one is stopped", () -> spillway.done("stop-container").count() > before);
        spillway.await(
                "the kill switch is left, or nothing more can be stopped",
                () -> !spillway.level().equals("KILL_SWITCH")
                        || spillway.done("stop-container").count() == before + 3);
        List<JournalEntry> stops = spillway.done("stop-container").skip(before).toList();
        assertThat(stops.get(0).subject()).isEqualTo("lowest");
        for (JournalEntry next : stops.subList(1, stops.size())) {
            assertThat(watch.usedBytes(next.begunAt()))
                    .as("used when %s was stopped; %s", next, spillway)
                    .isGreaterThanOrEqualTo(criticalBytes);
        }
        return stops;
    }

    private static boolean hold(RunningSpillway spillway, String name, int mebibytes) {
        return spillway.resources().at("containers").items().stream()
                .filter(container -> container.at("name").text().equals(name))
                .map(container -> container.at("memory_usage_mb"))
                .anyMatch(usage -> !usage.isNull() && usage.number() >= mebibytes);
    }

    private static void awaitRestored(RunningSpillway spillway, List<JournalEntry> stops) throws Exception {
        for (JournalEntry stop : stops) {
            spillway.await(stop.subject() + " is started again", () -> spillway.journal().stream()
                    .anyMatch(entry -> entry.kind().equals("RESTORED")
                            && entry.subject().equals(stop.subject())
                            && entry.sequence() > stop.sequence()));
        }
    }

    @Test
    void whereStoppingDoesNotSufficeTheOrderIsThatOfPrioritiesAndTheProtectedOneIsSpared() throws Exception {
        ContainerId shielded = hog("shielded", 100, Map.of("spillway.protect", "true"));
        hog("third", 100, Map.of("spillway.priority", "70"));
        hog("first", 40, Map.of("spillway.priority", "5"));
        hog("second", 60, Map.of());
        hog("last", 100, Map.of("spillway.priority", "0", "spillway.stateful", "true"));
        try (RunningSpillway spillway = start(", limits: { second: { priority: 20 } }")) {
            spillway.change(new Thresholds(2, 3, 4, 5));
            spillway.await(
                    "all but one are stopped",
                    () -> spillway.done("stop-container").count() == 4);

            assertThat(inTheOrderBegun(spillway.done("stop-container").toList()))
                    .containsExactly("first", "second", "third", "last");
            assertThat(docker.initPid(shielded)).isNotZero();
            spillway.await("it says that more cannot be done", () -> spillway.journal().stream()
                    .anyMatch(entry -> entry.kind().equals("SHORTFALL")));
        }
    }

    /** In a hurry several are begun in one pass, and the journal has them as they end. */
    private static List<String> inTheOrderBegun(List<JournalEntry> stops) {
        List<String> order = List.of("first", "second", "third", "last");
        return stops.stream()
                .sorted((a, b) -> {
                    long apartMillis = a.begunAt().toEpochMilli() - b.begunAt().toEpochMilli();
                    return Math.abs(apartMillis) <= SAME_PASS_MILLIS
                            ? Integer.compare(order.indexOf(a.subject()), order.indexOf(b.subject()))
                            : Long.signum(apartMillis);
                })
                .map(JournalEntry::subject)
                .toList();
    }

    private RunningSpillway start(String more) throws Exception {
        return RunningSpillway.in(folder)
                .section(
                        "containers",
                        "engine: \"unix://" + docker.socket() + "\", stop-grace: 1s, stateful-stop-grace: 2s" + more)
                .start();
    }

    /** Holds its memory when this returns. */
    private ContainerId hog(String name, int mebibytes, Map<String, String> labels) throws Exception {
        ContainerId id = docker.run(name, labels, 0, "/hog", "anon", Integer.toString(mebibytes), "0", "300");
        awaitHeld(id, mebibytes);
        return id;
    }

    private void awaitHeld(ContainerId id, int mebibytes) throws Exception {
        long pid = docker.initPid(id);
        Deadline.until("it holds its memory", () -> Memory.residentBytes(pid) > mebibytes * MB);
    }
}
