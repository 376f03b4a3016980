package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelTextTest {
    private static KernelText text(String content) {
        return new KernelText("/proc/thing", content.getBytes(UTF_8));
    }

    private static byte[] key(String key) {
        return key.getBytes(UTF_8);
    }

    @Test
    void findsKeysInAnyOrder() throws IOException {
        KernelText text = text("one 1\ntwo 2\nthree 3\n");

        text.require(key("three "));
        assertThat(text.number()).isEqualTo(3);
        text.require(key("one "));
        assertThat(text.number()).isEqualTo(1);
        text.require(key("two "));
        assertThat(text.number()).isEqualTo(2);
        text.require(key("two "));
        assertThat(text.number()).isEqualTo(2);
    }

    @Test
    void findsAKeyAtTheStartOfALineOnly() {
        assertThat(text("total_file 5\nxfile 6\n").find(key("file "))).isFalse();
    }

    @Test
    void namesFileAndContentWhenAKeyIsMissing() {
        assertThatThrownBy(() -> text("MemTotal: 5 kB\n\u0001").require(key("MemAvailable:")))
                .isInstanceOf(IOException.class)
                .hasMessage("/proc/thing: no MemAvailable:; it says: \"MemTotal: 5 kB|?\"");
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String content :
                new String[] {"", "x", "-1", "12x", "1.5", "9223372036854775808", "99999999999999999999"}) {
            assertThatThrownBy(() -> text(content).number()).as(content).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsTheLargestNumber() throws IOException {
        assertThat(text("9223372036854775807\n").number()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesKibibytesThatOverflow() {
        assertThatThrownBy(() -> text("9223372036854775807 kB\n").kibibytes()).hasMessageContaining("too large");
    }

    @Test
    void showsNoMoreThanTheBeginningOfALongText() {
        assertThat(text("x".repeat(10_000)).fault("odd").getMessage())
                .hasSizeLessThan(400)
                .contains("10000 bytes");
    }

    @Test
    void throwsNothingButIOExceptionWhateverTheBytes() {
        Random random = new Random(42);
        byte[][] keys = {key("some "), key("a"), key("workingset_refault_file ")};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (random.nextBoolean() ? "some a9.=\nkB()0".charAt(random.nextInt(15)) : random.nextInt());
            }
            KernelText text = new KernelText("random", bytes);
            for (int step = 0; step < 10; step++) {
                try {
                    switch (random.nextInt(8)) {
                        case 0 -> text.find(keys[random.nextInt(3)]);
                        case 1 -> text.require(keys[random.nextInt(3)]);
                        case 2 -> text.number();
                        case 3 -> text.kibibytes();
                        case 4 -> text.hundredths();
                        case 5 -> text.skipWord();
                        case 6 -> text.next();
                        default -> text.moveTo(text.last(')'));
                    }
                } catch (IOException expected) {
                    assertThat(expected.getMessage()).startsWith("random: ");
                }
            }
        }
    }
}
