package io.spillway.manage;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.known;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static io.spillway.testing.Snapshots.unknownSince;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.config.ContainerLimits.Care;
import io.spillway.mbeans.ContainerMXBean;
import io.spillway.mbeans.ContainersMXBean;
import io.spillway.mbeans.ModelMXBean;
import io.spillway.mbeans.SpillwayClient;
import io.spillway.sense.Container.State;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetOperationsTest {
    private static final String OLLAMA = "ollama@http://127.0.0.1:11434";

    private final ManagedFake fake = new ManagedFake(normal().withModels(model("qwen2.5:3b", GIB))
            .withContainers(
                    container("postgres", State.RUNNING, known(GIB), Care.STATEFUL),
                    container("redis", State.EXITED, unknownSince("does not run"), Care.PROTECTED))
            .withOwed("redis", "start it again")
            .build());
    private final SpillwayClient client = new SpillwayClient(fake.server);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aModelIsUnloadedAndLoadedThroughItsServer() {
        assertThat(client.model(OLLAMA, "qwen2.5:3b").unload().result()).isEqualTo("done");
        assertThat(client.models().load(OLLAMA, " llama3.2:3b ")).isEqualTo("llama3.2:3b is loaded");

        assertThat(fake.operations.calls())
                .containsExactly("unload " + OLLAMA + " qwen2.5:3b", "load " + OLLAMA + " llama3.2:3b");
    }

    @Test
    void aModelCanBePinnedAndUnpinned() {
        ModelMXBean qwen = client.model(OLLAMA, "qwen2.5:3b");
        assertThat(qwen.isPinned()).isFalse();
        assertThat(qwen.isEssential()).isTrue();

        qwen.pin();
        client.models().pin("nomic-embed-text:latest");

        assertThat(qwen.isPinned()).isTrue();
        assertThat(client.models().getPinned()).containsExactly("nomic-embed-text:latest", "qwen2.5:3b");
        assertThat(client.models().getModels()).singleElement().satisfies(row -> assertThat(row.pinned())
                .isTrue());

        qwen.unpin();

        assertThat(qwen.isPinned()).isFalse();
    }

    @Test
    void aModelThatWasNotNamedIsRefused() {
        assertThatThrownBy(() -> client.models().pin(" "))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("model must be given, such as qwen2.5:3b");
    }

    @Test
    void aContainerIsStoppedAndRestoredByItsName() {
        ContainerMXBean postgres = client.container("postgres");

        assertThat(postgres.stop().target()).isEqualTo("postgres");
        assertThat(postgres.restore().kind()).isEqualTo("start-container");

        assertThat(fake.operations.calls()).containsExactly("stopContainer postgres", "restoreContainer postgres");
    }

    @Test
    void containersShowTheirCareAndWhatIsOwed() {
        ContainersMXBean containers = client.containers();

        assertThat(client.container("postgres").isStateful()).isTrue();
        assertThat(client.container("redis").isProtected()).isTrue();
        assertThat(client.container("redis").getOwed()).isEqualTo("start it again");
        assertThat(client.container("redis").getUsageBytes()).isEqualTo(-1);
        assertThat(containers.getCount()).isEqualTo(2);
        assertThat(containers.getRunning()).isEqualTo(1);
        assertThat(containers.getUsageBytes()).isEqualTo(GIB);
        assertThat(containers.getContainers()).extracting("care").containsExactly("STATEFUL", "PROTECTED");
        assertThat(client.guard().getOwed()).singleElement().satisfies(owed -> assertThat(owed.target())
                .isEqualTo("redis"));
    }

    @Test
    void theUsageOfContainersIsUnknownUnlessEachThatRunsCouldBeRead() {
        fake.publish(normal().withContainers(
                        container("postgres", GIB),
                        container("redis", State.RUNNING, unknownSince("timed out"), Care.NONE))
                .build());

        assertThat(client.containers().getRunning()).isEqualTo(2);
        assertThat(client.containers().getUsageBytes()).isEqualTo(-1);
    }

    @Test
    void theTypedClientReachesEveryBean() throws IOException {
        assertThat(client.isPresent()).isTrue();
        assertThat(client.names()).hasSize(11);
        assertThat(client.thresholds().getWarningPercent()).isEqualTo(80);
        assertThat(client.hostMemory().getTotalBytes()).isEqualTo(16 * GIB);
        assertThat(client.targets().getTargets()).hasSize(6);
        assertThat(client.journal().getMeasures()).singleElement().satisfies(it -> assertThat(it.count())
                .isEqualTo(3));
        assertThat(client.recorder().getFolder()).endsWith("recordings");
    }
}
