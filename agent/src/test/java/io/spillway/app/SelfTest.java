package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.app.Self.Power;
import io.spillway.config.ProcessScope;
import io.spillway.config.ProcessesConfig;
import io.spillway.plan.Policy.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTest {
    private static final ProcessesConfig NO_SCOPE = new ProcessesConfig(256, List.of("keep"), ProcessScope.NONE);
    private static final Self ADA = new Self("ada", Power.ONLY_ITS_OWN);

    @Test
    void anOrdinaryUserReachesOnlyHisOwnProcesses() {
        ProcessesConfig within = Self.withinReach(NO_SCOPE, Reach.MACHINE, ADA);

        assertThat(within.scope().users()).containsExactly("ada");
        assertThat(within.protect()).containsExactly("keep");
    }

    @Test
    void rootReachesEverybody() {
        assertThat(Self.withinReach(NO_SCOPE, Reach.MACHINE, new Self("root", Power.EVERYBODYS)))
                .isEqualTo(NO_SCOPE);
    }

    @Test
    void aScopeThatIsNamedStays() {
        ProcessesConfig named =
                new ProcessesConfig(256, List.of(), new ProcessScope(List.of("bob"), List.of(), List.of()));

        assertThat(Self.withinReach(named, Reach.MACHINE, ADA)).isEqualTo(named);
    }

    @Test
    void onABudgetNobodyIsStillNobody() {
        assertThat(Self.withinReach(NO_SCOPE, Reach.SCOPE_ONLY, ADA)).isEqualTo(NO_SCOPE);
    }

    @Test
    void thisProcessIsKnownByTheNameThatTheProcessTableUses() {
        assertThat(Self.read().user()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void aUserThatOnlyADirectoryServiceNamesIsANumberAsInTheProcessTable(@TempDir Path etc) throws IOException {
        Path passwd = Files.writeString(etc.resolve("passwd"), "somebody:x:54321:54321::/:/bin/sh\n");

        assertThat(Self.read(passwd).user())
                .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    }
}
