package io.spillway.manage;

import static io.spillway.mbeans.SpillwayNames.GUARD;
import static io.spillway.mbeans.SpillwayNames.HOST_MEMORY;
import static io.spillway.mbeans.SpillwayNames.MODELS;
import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.known;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknown;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.assess.Level;
import io.spillway.assess.Signal;
import io.spillway.guard.Snapshot.Mode;
import io.spillway.mbeans.GuardMXBean;
import io.spillway.mbeans.ReportInfo;
import io.spillway.plan.Gate;
import io.spillway.plan.PassedOver;
import io.spillway.plan.Plan;
import io.spillway.plan.Target;
import io.spillway.sense.Sensed;
import io.spillway.testing.FakeOperations;
import io.spillway.testing.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.management.JMX;
import javax.management.MBeanException;
import javax.management.RuntimeMBeanException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardBeanTest {
    @Test
    void showsTheLevelWithItsReasons() {
        Signal usage = new Signal(Signal.Kind.USAGE, Level.CRITICAL, "used 91.2 %, at least 90");
        try (ManagedFake fake = new ManagedFake(normal().withLevel(Level.CRITICAL, usage)
                .withAvailableBytes(GIB)
                .build())) {
            GuardMXBean guard = JMX.newMXBeanProxy(fake.server, GUARD, GuardMXBean.class);

            assertThat(guard.getLevel()).isEqualTo("CRITICAL");
            assertThat(guard.getLevelNumber()).isEqualTo(2);
            assertThat(guard.getUsedPercent()).isEqualTo(93.75);
            assertThat(guard.getSignals()).singleElement().satisfies(signal -> assertThat(signal.reason())
                    .isEqualTo("used 91.2 %, at least 90"));
            assertThat(guard.getRoomBytes()).isZero();
            assertThat(guard.getTimeToExhaustionSeconds()).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void showsTheUnknownAsUnknownAndNeverAsFine() {
        try (ManagedFake fake = new ManagedFake(unknown("permission denied").build())) {
            assertThat(fake.read(GUARD, "Level")).isEqualTo("UNKNOWN");
            assertThat(fake.read(GUARD, "LevelNumber")).isEqualTo(-1);
            assertThat(fake.read(GUARD, "LevelSince")).isEqualTo(-1L);
            assertThat(fake.read(GUARD, "UsedPercent")).isEqualTo(Double.NaN);
            assertThat(fake.read(GUARD, "DeficitBytes")).isEqualTo(-1L);
            assertThat(fake.read(GUARD, "RoomBytes")).isEqualTo(-1L);
            assertThat(fake.read(GUARD, "TimeToExhaustionSeconds")).isEqualTo(Double.NaN);
            assertThat(fake.read(GUARD, "LastPassMicros")).isEqualTo(-1.0);
            assertThat(fake.read(GUARD, "Health")).isEqualTo("unhealthy");
            assertThat((String[]) fake.read(GUARD, "HealthReasons"))
                    .anySatisfy(reason -> assertThat(reason).contains("memory cannot be read", "permission denied"));
            assertThat(fake.read(HOST_MEMORY, "TotalBytes")).isEqualTo(-1L);
            assertThat(fake.read(HOST_MEMORY, "AvailableBytes")).isEqualTo(-1L);
            assertThat(fake.read(HOST_MEMORY, "SwapUsedBytes")).isEqualTo(-1L);
            assertThat(fake.read(HOST_MEMORY, "PressureSomeAvg10")).isEqualTo(Double.NaN);
            assertThat(fake.read(HOST_MEMORY, "FillRateBytesPerSecond")).isEqualTo(Double.NaN);
            assertThat(fake.read(HOST_MEMORY, "RefaultsPerSecond")).isEqualTo(Double.NaN);
            assertThat(fake.read(MODELS, "State")).isEqualTo("unknown");
            assertThat(fake.read(MODELS, "Count")).isEqualTo(-1);
            GuardMXBean guard = JMX.newMXBeanProxy(fake.server, GUARD, GuardMXBean.class);
            assertThat(guard.getNextPlan().level()).isEqualTo("UNKNOWN");
            assertThat(guard.getPreview()).isEmpty();
            assertThat(guard.canLoad(1).answer()).isEqualTo("unknown");
            assertThat(guard.canLoad(1).roomBytes()).isEqualTo(-1);
            assertThat(guard.getResources().memoryPercent()).isNaN();
        }
    }

    @Test
    void hostMemoryOfModelsIsUnknownUnlessEachWasMeasured() {
        try (ManagedFake fake = new ManagedFake(
                normal().withModels(model("qwen2.5:3b", GIB), model("llama3.2:3b", unknownSince("no runner found")))
                        .build())) {
            assertThat(fake.read(MODELS, "Count")).isEqualTo(2);
            assertThat(fake.read(MODELS, "HostBytes")).isEqualTo(-1L);

            fake.publish(normal().withModels(model("qwen2.5:3b", GIB), model("llama3.2:3b", known(2 * GIB)))
                    .build());

            assertThat(fake.read(MODELS, "HostBytes")).isEqualTo(3 * GIB);
        }
    }

    @Test
    void modelsAreUnknownUntilTheirServersWereLookedAt() {
        try (ManagedFake fake = new ManagedFake(normal().withoutLookAtServers().build())) {
            assertThat(fake.read(MODELS, "State")).isEqualTo("unknown");
            assertThat(fake.read(MODELS, "Count")).isEqualTo(-1);

            fake.publish(
                    normal().withModels(new Sensed.Absent<>("nothing listens")).build());

            assertThat(fake.read(MODELS, "State")).isEqualTo("absent");
            assertThat(fake.read(MODELS, "Count")).isEqualTo(0);
        }
    }

    @Test
    void theNextPlanIsThatOfTheNextLevelUp() {
        Map<Level, Plan> plans = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            PassedOver left =
                    new PassedOver(Target.container("db"), Gate.STOP_CONTAINERS, PassedOver.Why.PROTECTED, "label");
            plans.put(level, new Plan(level, GIB, List.of(), List.of(left), GIB));
        }
        try (ManagedFake fake = new ManagedFake(
                normal().withLevel(Level.WARNING).withContingencies(plans).build())) {
            GuardMXBean guard = JMX.newMXBeanProxy(fake.server, GUARD, GuardMXBean.class);

            assertThat(guard.getNextPlan().level()).isEqualTo("CRITICAL");
            assertThat(guard.getNextPlan().passedOver()).singleElement().satisfies(left -> assertThat(left.why())
                    .isEqualTo("PROTECTED"));
            assertThat(guard.getPreview())
                    .extracting("level")
                    .containsExactly("WARNING", "CRITICAL", "EMERGENCY", "KILL_SWITCH");

            fake.publish(normal().withLevel(Level.KILL_SWITCH)
                    .withContingencies(plans)
                    .build());

            assertThat(guard.getNextPlan().level()).isEqualTo("KILL_SWITCH");
        }
    }

    @Test
    void operationsAnswerWithWhatWasDone() {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            GuardMXBean guard = JMX.newMXBeanProxy(fake.server, GUARD, GuardMXBean.class);

            ReportInfo report = guard.optimize();

            assertThat(report.freedBytes()).isEqualTo(2 * GIB);
            assertThat(report.outcomes()).singleElement().satisfies(outcome -> {
                assertThat(outcome.result()).isEqualTo("done");
                assertThat(outcome.target()).isEqualTo("ollama/llama3.2:3b");
                assertThat(outcome.tookSeconds()).isEqualTo(0.64);
            });
            assertThat(guard.emergencyScaleDown().outcomes())
                    .extracting("result")
                    .containsExactly("failed", "unsettled", "dry-run");
            assertThat(guard.restore().message()).isEqualTo("nothing is owed");
            guard.pause();
            guard.resume();
            assertThat(fake.operations.calls())
                    .containsExactly("optimize", "emergencyScaleDown", "restore", "pause", "resume");
        }
    }

    @Test
    void aLevelThatIsNotOneIsRefusedWithThoseThatAre() {
        GuardBean guard = new GuardBean(new FakeOperations(normal().build()), () -> Snapshots.AT);

        assertThatThrownBy(() -> guard.previewPlan("critcal"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such level 'critcal'; use one of NORMAL, WARNING, CRITICAL, EMERGENCY, KILL_SWITCH");
        assertThat(guard.previewPlan("kill-switch").level()).isEqualTo("KILL_SWITCH");
        assertThatThrownBy(() -> guard.canLoad(-5)).hasMessage("bytes must be 0 or positive, but it is -5");
    }

    @Test
    void onlyExceptionsOfTheJdkCross() {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            fake.operations.refuseWith(
                    new OurOwnException("the guard is stopping", new OurOwnException("inner", null)));

            assertThatThrownBy(() -> fake.invoke(GUARD, "optimize"))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("the guard is stopping")
                    .hasNoCause();

            fake.operations.refuseWith(new UncheckedIOException(new IOException("disk full")));

            assertThatThrownBy(() -> fake.invoke(GUARD, "pause"))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .isNotInstanceOf(MBeanException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("UncheckedIOException: java.io.IOException: disk full");
        }
    }

    @Test
    void saysWhetherItActs() {
        try (ManagedFake fake = new ManagedFake(normal().withMode(Mode.DRY_RUN).build())) {
            assertThat(fake.read(GUARD, "DryRun")).isEqualTo(true);
            assertThat(fake.read(GUARD, "Paused")).isEqualTo(false);
        }
    }

    private static final class OurOwnException extends IllegalStateException {
        OurOwnException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
