package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.known;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.mbeans.InstalledModelInfo;
import io.spillway.mbeans.ModelsMXBean;
import io.spillway.mbeans.SpillwayNames;
import io.spillway.sense.InstalledModel;
import io.spillway.sense.ModelId;
import io.spillway.sense.RuntimeId;
import io.spillway.sense.Sensed;
import io.spillway.testing.FakeOperations;
import io.spillway.testing.Snapshots;
import java.nio.file.Path;
import java.util.List;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ManagementTest {
    private static final String OLLAMA = "ollama@http://127.0.0.1:11434";
    private static final ObjectName QWEN = SpillwayNames.model(OLLAMA, "qwen2.5:3b");
    private static final ObjectName POSTGRES = SpillwayNames.container("postgres");

    @Test
    void registersABeanForEachPartOfTheInterface() {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            assertThat(fake.beans())
                    .containsExactly(
                            "spillway:type=Containers",
                            "spillway:type=Guard",
                            "spillway:type=HostMemory",
                            "spillway:type=Journal",
                            "spillway:type=Models",
                            "spillway:type=Recorder",
                            "spillway:type=Targets",
                            "spillway:type=Thresholds");
        }
    }

    @Test
    void leavesNoBeanBehindWhenItIsClosed() {
        ManagedFake fake = new ManagedFake(normal().withModels(model("qwen2.5:3b", GIB))
                .withContainers(container("postgres", GIB))
                .build());
        assertThat(fake.beans()).hasSize(10);

        fake.close();

        assertThat(fake.beans()).isEmpty();
    }

    @Test
    void refusesToStandBesideAnotherAndTakesNothingOfItAway() {
        try (ManagedFake first = new ManagedFake(normal().build())) {
            Management second = new Management(
                    first.server,
                    new FakeOperations(normal().build()),
                    new InMemoryJournal(),
                    Path.of("target"),
                    () -> Snapshots.AT,
                    Runnable::run);

            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another Spillway runs in it");
            second.close();

            assertThat(first.beans()).hasSize(8);
        }
    }

    @Test
    void beansOfTargetsComeAndGoWithThem() {
        try (ManagedFake fake = new ManagedFake(normal().build())) {
            fake.publish(normal().withModels(model("qwen2.5:3b", GIB))
                    .withContainers(container("postgres", GIB))
                    .build());
            assertThat(fake.read(QWEN, "HostBytes")).isEqualTo(GIB);
            assertThat(fake.read(POSTGRES, "UsageBytes")).isEqualTo(GIB);

            fake.publish(normal().withModels(model("llama3.2:3b", GIB)).build());

            assertThat(fake.server.isRegistered(QWEN)).isFalse();
            assertThat(fake.server.isRegistered(POSTGRES)).isFalse();
            assertThat(fake.server.queryNames(SpillwayNames.ALL_MODELS, null))
                    .containsExactly(SpillwayNames.model("ollama@http://127.0.0.1:11434", "llama3.2:3b"));
        }
    }

    @Test
    void beansOfTargetsStayWhileTheirSourceDoesNotAnswerAndSayThatTheyDoNotKnow() {
        try (ManagedFake fake = new ManagedFake(normal().withModels(model("qwen2.5:3b", GIB))
                .withContainers(container("postgres", GIB))
                .build())) {
            fake.publish(normal().withModels(unknownSince("timed out"))
                    .withContainers(unknownSince("timed out"))
                    .build());

            assertThat(fake.read(QWEN, "State")).isEqualTo("UNKNOWN");
            assertThat(fake.read(QWEN, "HostBytes")).isEqualTo(-1L);
            assertThat(fake.read(QWEN, "IdleSeconds")).isEqualTo(Double.NaN);
            assertThat(fake.read(QWEN, "SizeBytes")).isEqualTo(3 * GIB);
            assertThat(fake.read(POSTGRES, "State")).isEqualTo("UNKNOWN");
            assertThat(fake.read(POSTGRES, "UsageBytes")).isEqualTo(-1L);
            assertThat(fake.read(POSTGRES, "Priority")).isEqualTo(40);
        }
    }

    @Test
    void aBeanWhoseTargetHasJustGoneSaysSo() {
        try (ManagedFake fake = new ManagedFake(
                normal().withContainers(container("postgres", GIB)).build())) {
            fake.operations.publish(normal().build());

            assertThat(fake.read(POSTGRES, "State")).isEqualTo("GONE");
            assertThat(fake.read(POSTGRES, "UsageBytes")).isEqualTo(-1L);
        }
    }

    @Test
    void beansOfContainersGoWhenThereIsNoEngineAnyMore() {
        try (ManagedFake fake = new ManagedFake(
                normal().withContainers(container("postgres", GIB)).build())) {
            fake.publish(
                    normal().withContainers(new Sensed.Absent<>("no socket")).build());

            assertThat(fake.server.isRegistered(POSTGRES)).isFalse();
            assertThat(fake.read(SpillwayNames.CONTAINERS, "State")).isEqualTo("absent");
            assertThat(fake.read(SpillwayNames.CONTAINERS, "Reason")).isEqualTo("no socket");
        }
    }

    @Test
    void theInstalledModelsAreShownWithWhatIsUnknownOfThem() {
        try (ManagedFake fake = new ManagedFake(normal().withInstalled(known(List.of(
                        installed("qwen2.5:3b", known(2 * GIB), "3.1B", "Q4_K_M", false),
                        installed("gpt-oss:120b-cloud", unknownSince("the server does not say"), "", "", true))))
                .build())) {
            ModelsMXBean models = JMX.newMXBeanProxy(fake.server, SpillwayNames.MODELS, ModelsMXBean.class);

            assertThat(models.getInstalledState()).isEqualTo("known");
            assertThat(models.getInstalled())
                    .containsExactly(
                            new InstalledModelInfo(OLLAMA, "gpt-oss:120b-cloud", -1, "", "", true),
                            new InstalledModelInfo(OLLAMA, "qwen2.5:3b", 2 * GIB, "3.1B", "Q4_K_M", false));
        }
    }

    @Test
    void installedModelsThatNoServerHasToldYetAreUnknownWhateverIsLoaded() {
        try (ManagedFake fake = new ManagedFake(normal().withModels(model("qwen2.5:3b", GIB))
                .withInstalled(unknownSince("not looked at yet"))
                .build())) {
            assertThat(fake.read(SpillwayNames.MODELS, "State")).isEqualTo("known");
            assertThat(fake.read(SpillwayNames.MODELS, "InstalledState")).isEqualTo("unknown");

            fake.publish(normal().withInstalled(new Sensed.Absent<>("nobody listens"))
                    .build());

            assertThat(fake.read(SpillwayNames.MODELS, "InstalledState")).isEqualTo("absent");
        }
    }

    private static InstalledModel installed(
            String name, Sensed<Long> sizeBytes, String parameterSize, String quantization, boolean runsElsewhere) {
        ModelId id = new ModelId(new RuntimeId("ollama", "http://127.0.0.1:11434"), name);
        return new InstalledModel(id, sizeBytes, parameterSize, quantization, runsElsewhere);
    }

    @Test
    void namesOfTargetsMayHoldAnything() {
        String name = "a,b=c:*?\"\\/\n";
        try (ManagedFake fake =
                new ManagedFake(normal().withContainers(container(name, GIB)).build())) {
            assertThat(fake.read(SpillwayNames.container(name), "Name")).isEqualTo(name);
        }
    }

    @Test
    void registersNothingAfterItWasClosed() {
        ManagedFake fake = new ManagedFake(normal().build());
        fake.close();

        fake.publish(normal().withContainers(container("postgres", GIB)).build());

        assertThat(fake.beans()).isEmpty();
    }
}
