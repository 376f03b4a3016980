package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.HostSource;
import io.spillway.plan.Policy.Reach;
import io.spillway.sense.HostProbe;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class HostProbesTest {
    @Test
    void aBudgetIsToldAsSuchAndReachesNobodyWithoutScope() throws IOException {
        HostSource budget = new HostSource.Budget(15_000_000_000L);

        try (HostProbe probe = HostProbes.open(budget, Places.PROC, Places.SYS_FS_CGROUP, InstantSource.system())) {
            assertThat(probe.describe()).contains("budget");
        }
        assertThat(HostProbes.reach(budget)).isEqualTo(Reach.SCOPE_ONLY);
    }

    @Test
    void theMachinesOwnLevelsReachTheMachine() {
        assertThat(HostProbes.reach(new HostSource.Machine())).isEqualTo(Reach.MACHINE);
        assertThat(HostProbes.reach(new HostSource.Cgroup())).isEqualTo(Reach.SCOPE_ONLY);
    }
}
