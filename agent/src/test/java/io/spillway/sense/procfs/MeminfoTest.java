package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.MemorySample;
import io.spillway.sense.kernel.Fixtures;
import io.spillway.sense.kernel.KernelText;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeminfoTest {
    private static final String GOOD =
            "MemTotal: 100 kB\nMemFree: 9 kB\nMemAvailable: 60 kB\nSwapTotal: 50 kB\nSwapFree: 20 kB\n";

    private final MemorySample sample = new MemorySample();

    private void parse(String text) throws IOException {
        Meminfo.parse(new KernelText("/proc/meminfo", text.getBytes(UTF_8)), sample);
    }

    @Test
    void readsWhatKernelsSaid() throws IOException {
        Meminfo.parse(Fixtures.text("meminfo-6.18"), sample);
        assertThat(sample.totalBytes()).isEqualTo(24_684_084L * 1024);
        assertThat(sample.availableBytes()).isEqualTo(23_948_212L * 1024);
        assertThat(sample.swapTotalBytes()).isZero();

        Meminfo.parse(Fixtures.text("meminfo-6.1"), sample);
        assertThat(sample.totalBytes()).isEqualTo(2_012_120L * 1024);
    }

    @Test
    void readsSwap() throws IOException {
        parse(GOOD);

        assertThat(sample.swapTotalBytes()).isEqualTo(50 * 1024);
        assertThat(sample.swapUsedBytes()).isEqualTo(30 * 1024);
    }

    @Test
    void namesFileAndContentWhenMemAvailableIsMissing() {
        assertThatThrownBy(() -> parse(GOOD.replace("MemAvailable", "MemAvail")))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("/proc/meminfo", "no MemAvailable", "MemTotal: 100 kB|MemFree: 9 kB");
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String text : new String[] {
            "",
            GOOD.replace("100 kB", "0 kB"),
            GOOD.replace("60 kB", "101 kB"),
            GOOD.replace("60 kB", "60 MB"),
            GOOD.replace("60 kB", "-1 kB"),
            GOOD.replace("20 kB", "51 kB"),
            GOOD.replace("100 kB", "99999999999999999999 kB")
        }) {
            assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepsTheFormerSampleWhenTheTextIsBad() throws IOException {
        parse(GOOD);

        assertThatThrownBy(() -> parse(GOOD.replace("20 kB", "51 kB"))).isInstanceOf(IOException.class);

        assertThat(sample.availableBytes()).isEqualTo(60 * 1024);
    }

    @Test
    void throwsNothingButIOExceptionForSpoiltBytes() {
        Random random = new Random(7);
        byte[] good = Fixtures.bytes("meminfo-6.18");
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(20); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Meminfo.parse(new KernelText("spoilt", bytes), sample);
                assertThat(sample.availableBytes()).isBetween(0L, sample.totalBytes());
                assertThat(sample.swapUsedBytes()).isBetween(0L, sample.swapTotalBytes());
            } catch (IOException expected) {
                assertThat(expected.getMessage()).startsWith("spoilt: ");
            }
        }
    }
}
