package io.spillway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.ConfigLoader;
import io.spillway.config.ConfigRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern KEY = Pattern.compile(
            "(?<![\\w./-])(?<!unknown key )((?:host|levels|models|containers|processes|http|alerts|state)\\.[a-z][\\w.-]*[\\w])(?![\\w(/])");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern BEAN_TYPE = Pattern.compile("spillway:type=(\\w+)");
    private static final Pattern JOLOKIA_MEMBERS = Pattern.compile("/(?:read|write|exec)/spillway:type=(\\w+/[\\w,]+)");
    private static final Pattern NOTIFICATION = Pattern.compile("`(spillway\\.[a-z]+\\.[a-z]+)`");

    private static final ReferenceKeys KEYS = ReferenceKeys.read();
    private static final String INTERFACE = Pages.text(Pages.DOCS.resolve("management-interface.txt"));

    @TempDir
    private Path folder;

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Pages.all()) {
            LINK.matcher(Pages.text(page))
                    .results()
                    .map(Pages::firstGroup)
                    .filter(target -> !target.contains("://"))
                    .filter(target -> !Files.exists(
                            Objects.requireNonNull(page.getParent()).resolve(target)))
                    .forEach(target -> broken.add(page + " -> " + target));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyKeyThatIsMentionedExists() throws IOException {
        assertThat(Pages.found(KEY)).isNotEmpty().allMatch(KEYS::has);
    }

    @Test
    void everyKeyIsExplained() {
        String page = Pages.text(Pages.DOCS.resolve("configuration.md"));

        assertThat(KEYS.leaves()).allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }

    @Test
    void theExampleOfTheReadmeIsAConfiguration() throws IOException {
        Path example = folder.resolve("spillway.yaml");
        Files.writeString(
                example,
                YAML.matcher(Pages.text(Pages.ROOT.resolve("README.md")))
                        .results()
                        .map(Pages::firstGroup)
                        .collect(Collectors.joining()));

        var loaded = ConfigLoader.load(new ConfigRequest(example, Map.of(), "--set", Map.of(), folder, folder, false));

        assertThat(loaded.config().processes().protect()).containsExactly("my-server");
    }

    @Test
    void everyBeanThatIsMentionedExists() throws IOException {
        assertThat(Pages.found(BEAN_TYPE)).isNotEmpty().isSubsetOf(beanTypes());
    }

    @Test
    void everyBeanIsExplained() {
        String page = Pages.text(Pages.DOCS.resolve("operations.md"));

        assertThat(beanTypes()).allSatisfy(type -> assertThat(page).contains("spillway:type=" + type));
    }

    @Test
    void everyAttributeAndOperationInAnExampleExists() throws IOException {
        assertThat(Pages.found(JOLOKIA_MEMBERS)).isNotEmpty().allSatisfy(example -> {
            String type = example.substring(0, example.indexOf('/'));
            for (String member : example.substring(type.length() + 1).split(",", -1)) {
                assertThat(section(type)).containsPattern("(attribute|operation) " + member + "\\b");
            }
        });
    }

    @Test
    void theNotificationsAreThoseThatAreSent() throws IOException {
        Set<String> sent = Pattern.compile("spillway\\.[a-z]+\\.[a-z]+")
                .matcher(INTERFACE)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(Pages.found(NOTIFICATION).stream().filter(name -> !name.equals("spillway.protect")))
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    private static Set<String> beanTypes() {
        return Pattern.compile("(?m)^spillway:type=(\\w+)")
                .matcher(INTERFACE)
                .results()
                .map(Pages::firstGroup)
                .collect(Collectors.toSet());
    }

    private static String section(String type) {
        int start = INTERFACE.indexOf("spillway:type=" + type + "\n");
        int end = INTERFACE.indexOf("\nspillway:type=", start + 1);
        return INTERFACE.substring(start, end < 0 ? INTERFACE.length() : end);
    }
}
