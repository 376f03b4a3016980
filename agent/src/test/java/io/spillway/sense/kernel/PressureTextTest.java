package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.Pressure;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PressureTextTest {
    private static Sensed<Pressure> parse(String text) throws IOException {
        return PressureText.parse(new KernelText("memory", text.getBytes(UTF_8)), Instant.EPOCH);
    }

    @Test
    void readsAveragesAndTotals() throws IOException {
        Sensed<Pressure> pressure = parse("""
                some avg10=55.08 avg60=13.20 avg300=3.01 total=4711000
                full avg10=100.00 avg60=9.99 avg300=2.00 total=3911000
                """);

        assertThat(pressure)
                .isEqualTo(new Sensed.Known<>(new Pressure(55.08, 100, 4_711_000, 3_911_000), Instant.EPOCH));
    }

    @Test
    void readsWhatAKernelSaid() throws IOException {
        assertThat(PressureText.parse(Fixtures.text("cgroup2/memory.pressure-6.1"), Instant.EPOCH))
                .isEqualTo(new Sensed.Known<>(new Pressure(0, 0, 0, 0), Instant.EPOCH));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String text : new String[] {
            "",
            "some avg10=1.00 avg60=1.00 avg300=1.00 total=1\n",
            "some avg10=x avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
            "some avg10=100.01 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
            "some avg10=1.5 avg60=0.00 avg300=0.00 total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
        }) {
            assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(IOException.class);
        }
    }

    @Test
    void throwsNothingButIOExceptionForSpoiltBytes() {
        Random random = new Random(5);
        byte[] good = Fixtures.bytes("cgroup2/memory.pressure-6.1");
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Sensed<Pressure> pressure = PressureText.parse(new KernelText("spoilt", bytes), Instant.EPOCH);
                assertThat(pressure.map(Pressure::someAvg10).orElse(-1.0)).isBetween(0.0, 100.0);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).startsWith("spoilt: ");
            }
        }
    }
}
