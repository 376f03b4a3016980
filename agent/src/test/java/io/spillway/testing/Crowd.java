package io.spillway.testing;

import static io.spillway.testing.Containers.container;
import static io.spillway.testing.Models.model;
import static io.spillway.testing.Processes.process;

import io.spillway.sense.Container;
import io.spillway.sense.Inventory;
import io.spillway.sense.Model;
import io.spillway.sense.ProcessInfo;
import io.spillway.sense.RuntimeState;
import io.spillway.sense.Sensed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A host with many targets, always the same. */
public final class Crowd {
    private Crowd() {}

    /** One process in twenty is large enough to be ended. */
    public static Inventory of(int containerCount, int modelCount, int processCount) {
        Random random = new Random(42);
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < containerCount; i++) {
            containers.add(container("c" + i)
                    .priority(random.nextInt(100))
                    .using(Sizes.mib(random.nextInt(200)))
                    .build());
        }
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < modelCount; i++) {
            models.add(model("m" + i + ":3b")
                    .holding(Sizes.mib(random.nextInt(100)))
                    .idleFor(Duration.ofSeconds(random.nextInt(30)))
                    .build());
        }
        List<ProcessInfo> processes = new ArrayList<>();
        for (int i = 0; i < processCount; i++) {
            int pid = 2 + i;
            processes.add(process("worker", pid)
                    .parent(1 + random.nextInt(pid - 1))
                    .holding(Sizes.mib(random.nextInt(20) == 0 ? 260 : 20))
                    .cgroup(containers.get(random.nextInt(containerCount)).cgroup())
                    .build());
        }
        return new Inventory(
                List.of(new RuntimeState(Models.OLLAMA, known(models), List.of(40L))),
                known(containers),
                known(processes),
                List.of(30L, 20L, 1L));
    }

    private static <T> Sensed<List<T>> known(List<T> values) {
        return new Sensed.Known<>(List.copyOf(values), Instant.EPOCH);
    }
}
