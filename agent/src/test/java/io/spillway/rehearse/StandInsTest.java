package io.spillway.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.testing.ollama.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MB = 1_000_000;

    @TempDir
    private Path temporary;

    private Workplace workplace;
    private Launcher launcher;
    private StandIn standIn;

    @BeforeEach
    void start() throws IOException {
        workplace = Workplace.open(temporary, Instant.now());
        launcher = Launcher.in(workplace.folder(), Path.of(System.getProperty("java.home")));
        standIn = launcher.holder("bystander", 200 * MB);
    }

    @AfterEach
    void end() throws IOException {
        standIn.close();
        workplace.close();
    }

    @Test
    void isShownByTheNameOfWhatItPlays() throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + standIn.ref().pid() + "/comm"))
                        .strip())
                .isEqualTo("bystander");
    }

    @Test
    void holdsTheMemoryThatItIsToldAndGivesItBack() {
        standIn.hold(150 * MB, 1e9);
        until(() -> standIn.residentBytes() >= 148 * MB, "150 MB are held");
        assertThat(standIn.residentBytes()).isLessThan(160 * MB);

        standIn.hold(80 * MB, 1e9);
        until(() -> standIn.residentBytes() <= 90 * MB, "70 MB are given back");
    }

    @Test
    void neverPassesItsLimit() {
        standIn.hold(500 * MB, 2e9);

        until(() -> standIn.residentBytes() >= 197 * MB, "it is full");
        standIn.hold(600 * MB, 2e9);
        assertThat(standIn.residentBytes()).isLessThan(210 * MB);
    }

    @Test
    void endsOnTermAsAServiceDoes() throws InterruptedException {
        assertThat(standIn.stop(Duration.ofSeconds(30))).isEqualTo(143);
        assertThat(standIn.isAlive()).isFalse();
        assertThat(standIn.residentBytes()).isZero();
    }

    @Test
    void listensNoMoreAndComplainsNotWhenItHasEnded() throws InterruptedException {
        standIn.stop(Duration.ZERO);

        standIn.hold(100 * MB, 1e9);

        assertThat(standIn.residentBytes()).isZero();
    }

    @Test
    void theKernelWouldEndItBeforeAnybodyElse() {
        until(
                () -> {
                    try {
                        return Files.readString(Path.of("/proc/" + standIn.ref().pid() + "/oom_score_adj"))
                                .strip()
                                .equals("1000");
                    } catch (IOException e) {
                        return false;
                    }
                },
                "it offers itself");
    }

    @Test
    void everythingThatItsJvmLoadsOfOursIsLaidOut() throws IOException {
        try (StandInServer server = launcher.modelServer(List.of(new ModelOnDisk("a:1b", 1, 60 * MB)))) {
            assertThat(server.load("a:1b").join()).isEqualTo(200);
            assertThat(server.converse("a:1b", Duration.ofMillis(500)).join()).isEqualTo(200);
        }
    }

    private static void until(BooleanSupplier condition, String what) {
        Until.holds(condition, PATIENCE, what);
    }
}
