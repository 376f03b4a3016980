package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7B, 7",
        "1KB, 1024",
        "1k, 1024",
        "512MB, 536870912",
        "512 MiB, 536870912",
        "1g, 1073741824",
        "1GB, 1073741824",
        "1.5GB, 1610612736",
        "2TiB, 2199023255552",
        "0.0001KB, 0",
    })
    void sizesMeanWhatTheyMeanToDocker(String text, long bytes) {
        assertThat(Quantities.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GB", "-1GB", "1,5GB", "1GBB", "1 G B", "٣GB", "1e999999GB", "99999999999999999TB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.bytes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"3.5B, 3500000000", "3500000000, 3500000000", "3.5e9, 3500000000", "500M, 500000000", "1K, 1000"})
    void countsAreThoseOfModelNames(String text, long count) {
        assertThat(Quantities.count(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "5min, PT5M",
        "1h, PT1H",
        "1d, PT24H",
        "1m30s, PT1M30S",
        "1.5h, PT1H30M",
        "PT30S, PT30S",
        "P1D, PT24H",
    })
    void durationsAreReadInShortAndInIso(String text, Duration duration) {
        assertThat(Quantities.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "30x", "-30s", "PT-30S", "PTS", "30s 5", "1S", "999999999999d"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Quantities.duration(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "85, 85", "85%, 85", "85.5 %, 85.5", "100, 100"})
    void percentsAreFromZeroToAHundred(String text, double percent) {
        assertThat(Quantities.percent(text)).isEqualTo(percent);
    }

    @Test
    void everyPercentageThatAProgramWritesIsRead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double percent = random.nextDouble() * 100 * Math.pow(10, -random.nextInt(4));
            String plain = new BigDecimal(percent).toPlainString();
            for (String text : List.of(
                    Double.toString(percent), plain, Double.toString(percent) + "%", "%.17f".formatted(percent))) {
                assertThat(Quantities.percent(text))
                        .as("seed %d, text '%s'", seed, text)
                        .isCloseTo(percent, within(1e-15));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"80.1234567890123, 80.1234567890123", ".5, 0.5", "1.0E-5, 0.00001", "1E+1, 10"})
    void percentsMayHaveManyDigits(String text, double percent) {
        assertThat(Quantities.percent(text)).isEqualTo(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "1,5", "85 percent", "1e", ".", "5.", "NaN", "0x5"})
    void whatIsNoPercentageIsToldWhatToWrite(String text) {
        assertThatThrownBy(() -> Quantities.percent(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + text + "' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%");
    }

    @Test
    void whateverIsWrittenIsReadOrRefusedInWords() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random);
            for (ValueType<?> type : Keys.ALL.stream().map(Key::type).toList()) {
                try {
                    type.read(new Raw.Text(Place.DEFAULT, text));
                } catch (BadValueException e) {
                    assertThat(e.getMessage())
                            .as("seed %d, text '%s'", seed, text)
                            .isNotBlank();
                }
            }
        }
    }

    private static String randomText(Random random) {
        String letters = "0123456789.eE+-% kKmMgGtTbBsShdPT:/[]{}~\u0000\u00e4";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
