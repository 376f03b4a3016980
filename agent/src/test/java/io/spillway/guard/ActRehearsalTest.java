package io.spillway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.spillway.act.ProcessControl;
import io.spillway.act.process.ProcfsProcessControl;
import io.spillway.sense.ProcessRef;
import io.spillway.testing.FakeHost;
import io.spillway.testing.FakeProcesses;
import io.spillway.testing.ManualClock;
import io.spillway.testing.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void aFaultInItIsNoReasonNotToGuard() {
        ProcessControl unlinked = new UnlinkedControl();

        assertThatCode(() -> new ActRehearsal(unlinked, 30, new Clocks(clock, clock)).run())
                .doesNotThrowAnyException();
    }

    @Test
    void itGoesThroughTheRealControlAndThisJvmLives() throws IOException {
        try (ProcfsProcessControl control = ProcfsProcessControl.open(Path.of("/proc"))) {
            long ownPid = ProcessHandle.current().pid();

            new ActRehearsal(control, ownPid, new Clocks(clock, clock)).run();

            assertThat(ProcessHandle.current().isAlive()).isTrue();
        }
    }

    private static final class UnlinkedControl implements ProcessControl {
        @Override
        public boolean terminate(ProcessRef process) {
            throw new NoClassDefFoundError("gone");
        }

        @Override
        public boolean kill(ProcessRef process) {
            throw new NoClassDefFoundError("gone");
        }

        @Override
        public boolean isAlive(ProcessRef process) {
            return true;
        }

        @Override
        public long anonymousBytes(ProcessRef process) {
            return 0;
        }

        @Override
        public void prepare(List<ProcessRef> processes) {}

        @Override
        public Map<ProcessRef, Long> preparedBytes() {
            return Map.of();
        }
    }
}
