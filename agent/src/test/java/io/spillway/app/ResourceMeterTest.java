package io.spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.oshi.OshiResources;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ResourceMeterTest {
    @Test
    void theFirstReadingTellsTheCpuToo() {
        var meter = new ResourceMeter(new OshiResources(Path.of("/"), InstantSource.system()), AgentThreads.waiting());

        assertThat(meter.read().cpuPercent()).isBetween(0.0, 100.0);
    }
}
