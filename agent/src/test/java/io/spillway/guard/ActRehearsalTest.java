package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.act.process.ProcfsProcessControl;
import io.spillway.sense.ProcessRef;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.ManualClock;
import io.spillway.testing.Processes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ActRehearsalTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void itSignalsNobody() {
        FakeProcesses processes = new FakeProcesses(new FakeHost(50), clock);
        ProcessRef own = processes.run(Processes.process("java", 30).build());

        new ActRehearsal(processes, own.pid(), new Clocks(clock, clock)).run();

        assertThat(processes.signals()).isEmpty();
        assertThat(processes.isAlive(own)).isTrue();
    }

    @Test
    void itGoesThroughTheRealControlAndThisJvmLives() throws IOException {
        try (ProcfsProcessControl control = ProcfsProcessControl.open(Path.of("/proc"))) {
            long ownPid = ProcessHandle.current().pid();

            new ActRehearsal(control, ownPid, new Clocks(clock, clock)).run();

            assertThat(ProcessHandle.current().isAlive()).isTrue();
        }
    }
}
