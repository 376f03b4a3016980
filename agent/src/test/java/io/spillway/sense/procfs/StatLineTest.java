package io.spillway.sense.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.kernel.KernelText;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatLineTest {
    private static final String LINE =
            "15610 (a) b (c)\n) R 15578 15578 30394 0 -1 4194304 99 0 0 0 0 0 0 0 20 -7 1 0 244199"
                    + " 3133440 390 18446744073709551615 94261639495680 94261639515561 140733158904944 0 0 0\n";

    private static StatLine parse(byte[] bytes) throws IOException {
        return new StatLine().parse(new KernelText("/proc/1/stat", bytes));
    }

    @Test
    void readsBehindANameThatTriesToMislead() throws IOException {
        StatLine stat = parse(LINE.getBytes(UTF_8));

        assertThat(stat.name()).isEqualTo("a) b (c)\n");
        assertThat(stat.parentPid()).isEqualTo(15_578);
        assertThat(stat.startTicks()).isEqualTo(244_199);
        assertThat(stat.residentPages()).isEqualTo(390);
        assertThat(stat.isEnded()).isFalse();
        assertThat(stat.isKernelThread()).isFalse();
    }

    @Test
    void knowsAZombie() throws IOException {
        assertThat(parse(LINE.replace(") R ", ") Z ").getBytes(UTF_8)).isEnded())
                .isTrue();
    }

    @Test
    void aFirstThreadThatEndedBeforeTheOthersIsNoZombie() throws IOException {
        String line = LINE.replace(") R ", ") Z ").replace(" -7 1 0 ", " -7 8 0 ");

        assertThat(parse(line.getBytes(UTF_8)).isEnded()).isFalse();
    }

    @Test
    void refusesALineThatIsCutOff() {
        for (int length = 0; length < LINE.indexOf(" 390"); length++) {
            byte[] part = LINE.substring(0, length).getBytes(UTF_8);
            assertThatThrownBy(() -> parse(part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void throwsNothingButIOExceptionForSpoiltBytes() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = LINE.getBytes(UTF_8);
            for (int i = random.nextInt(10); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(parse(bytes).name()).isNotNull();
            } catch (IOException expected) {
                assertThat(expected.getMessage()).startsWith("/proc/1/stat: ");
            }
        }
    }
}
