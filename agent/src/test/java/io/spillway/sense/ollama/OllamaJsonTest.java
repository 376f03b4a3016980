package io.spillway.sense.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaJsonTest {
    private final OllamaJson json = new OllamaJson();

    @ParameterizedTest
    @ValueSource(strings = {"0.6.5", "0.17.4"})
    void readsTheListing(String version) throws IOException {
        List<LoadedModel> models = json.loaded(answer("ps-" + version));

        assertThat(models)
                .extracting(LoadedModel::name)
                .containsExactly(new ModelName("chat/big:135m"), new ModelName("small:latest"));
        LoadedModel small = models.get(1);
        assertThat(small.digest()).hasSize(64);
        assertThat(small.sizeBytes()).isBetween(1_000_000L, 20_000_000L);
        assertThat(small.gpuBytes()).isZero();
        assertThat(small.quantization()).isEqualTo("F16");
        assertThat(small.expiresAt()).isBetween("2026-11-24T16:00:00Z", "2026-11-24T17:00:00Z");
    }

    @Test
    void readsAnExpiryWithAnOffsetAndOneFarAway() throws IOException {
        assertThat(json.loaded(answer("ps-0.6.5")).get(0).expiresAt())
                .isEqualTo(Instant.parse("2319-03-06T15:10:15.555347051Z"));
        assertThat(json.loaded(bytes("""
                        {"models":[{"name":"a","size":1,"expires_at":"2026-03-01T14:00:00.5+02:00"}]}""")).get(0).expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00.5Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.6.5", "0.17.4"})
    void readsAnEmptyListing(String version) throws IOException {
        assertThat(json.loaded(answer("ps-empty-" + version))).isEmpty();
        assertThat(json.loaded(bytes("{\"models\":null}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.6.5", "0.17.4"})
    void readsTheTags(String version) throws IOException {
        List<Tag> tags = json.tags(answer("tags-" + version));

        Tag small = tags.get(tags.size() - 1);
        assertThat(small.name()).isEqualTo(new ModelName("small:latest"));
        assertThat(small.digest()).hasSize(64);
        assertThat(small.sizeBytes()).hasValue(344_902);
        assertThat(small.parameterSize()).isEqualTo("168K");
        assertThat(small.quantization()).isEqualTo("F16");
        assertThat(json.tags(answer("tags-empty-" + version))).isEmpty();
    }

    @Test
    void readsWhichTagsRunElsewhere() throws IOException {
        assertThat(json.tags(answer("tags-0.17.4")))
                .filteredOn(Tag::runsElsewhere)
                .extracting(Tag::name)
                .containsExactly(new ModelName("mine:latest"));
    }

    @Test
    void whatATagDoesNotSayIsEmpty() throws IOException {
        assertThat(json.tags(bytes("{\"models\":[{\"name\":\"a\",\"details\":null}]}")))
                .containsExactly(new Tag(new ModelName("a"), "", OptionalLong.empty(), "", "", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"models\":[{}]}",
                "{\"models\":[{\"name\":\"a\",\"size\":-1}]}",
                "{\"models\":[{\"name\":\"a\",\"remote_host\":1}]}",
            })
    void whatAreNoTagsIsAFault(String text) {
        assertThatThrownBy(() -> json.tags(bytes(text))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.6.5", "0.17.4"})
    void readsWhatIsShownOfAModel(String version) throws IOException {
        ShownModel shown = json.shown(answer("show-" + version));

        assertThat(shown.parameters()).isEqualTo(OptionalLong.of(134_818_816));
        assertThat(shown.blob()).isEqualTo("sha256-05fc5d90c0abb7a82d4881c0f0506c8b8c39a927b0652a544e3eeb1c8db6e89d");
        assertThat(shown.remoteHost()).isEmpty();
    }

    @Test
    void readsThatAModelRunsElsewhere() throws IOException {
        ShownModel shown = json.shown(bytes("{\"remote_model\":\"big\",\"remote_host\":\"https://elsewhere\"}"));

        assertThat(shown.remoteHost()).isEqualTo("https://elsewhere");
        assertThat(shown.parameters()).isEmpty();
        assertThat(shown.blob()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html><body>It works!</body></html>",
                "{}",
                "{\"models\":{}}",
                "{\"models\":[1]}",
                "{\"models\":[{}]}",
                "{\"models\":[{\"name\":\"a\"}]}",
                "{\"models\":[{\"name\":\"a\",\"expires_at\":\"soon\"}]}",
                "{\"models\":[{\"name\":\"a\",\"size\":-1,\"expires_at\":\"2026-03-01T14:00:00Z\"}]}",
                "{\"models\":[{\"name\":\"a\",\"size\":1e400,\"expires_at\":\"2026-03-01T14:00:00Z\"}]}",
                "{\"models\":[{\"name\":1}]}",
                "{\"models\":[",
            })
    void whatIsNoListingIsAFault(String text) {
        assertThatThrownBy(() -> json.loaded(bytes(text))).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatIsDamagedAnywhereIsReadOrAFaultAndNothingElse() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (String name : List.of("ps-0.17.4", "show-0.17.4", "tags-0.17.4")) {
            byte[] sound = answer(name);
            for (int round = 0; round < 3_000; round++) {
                byte[] damaged = Arrays.copyOf(sound, random.nextInt(1, sound.length + 1));
                for (int flips = random.nextInt(4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                for (Reading reading : List.<Reading>of(json::loaded, json::shown, json::tags)) {
                    try {
                        reading.of(damaged);
                    } catch (IOException fault) {
                        assertThat(fault).isInstanceOf(IOException.class);
                    }
                }
                assertThat(json.words(damaged)).hasSizeLessThanOrEqualTo(201);
            }
        }
    }

    @Test
    void theWordsOfARefusalAreItsErrorElseItsBody() throws IOException {
        assertThat(json.words(answer("show-missing-0.6.5"))).isEqualTo("model 'nope' not found");
        assertThat(json.words(bytes("  Bad\n Gateway "))).isEqualTo("Bad Gateway");
        assertThat(json.words(bytes("x".repeat(1_000)))).hasSize(201).endsWith("…");
    }

    private interface Reading {
        Object of(byte[] json) throws IOException;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] answer(String name) throws IOException {
        try (InputStream in = OllamaJsonTest.class.getResourceAsStream(name + ".json")) {
            return in.readAllBytes();
        }
    }
}
