package io.spillway.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCommandLineTest {
    @ParameterizedTest
    @CsvSource({
        "java -Xmx1g -cp a:b org.example.Main x, org.example.Main",
        "/usr/bin/java @options --add-opens java.base/java.lang=ALL-UNNAMED org.example.Main, org.example.Main",
        "java -jar app.jar -jar other.jar, app.jar",
        "java -p mods -m host/host.Main, host/host.Main",
        "java -version, java",
        "/opt/server/launcher --port 1, /opt/server/launcher"
    })
    void findsTheMainClassOrJarOrModule(String words, String main) {
        assertThat(command(words).main()).isEqualTo(main);
    }

    @Test
    void theLastWordOnAFlagCounts() {
        JavaCommandLine command = command(
                "java -XX:+DisableAttachMechanism -XX:-DisableAttachMechanism -XX:-EnableDynamicAgentLoading M");

        assertThat(command.flag("DisableAttachMechanism", false)).isFalse();
        assertThat(command.flag("EnableDynamicAgentLoading", true)).isFalse();
        assertThat(command.flag("Another", true)).isTrue();
    }

    @Test
    void optionsOfTheEnvironmentCountToo() {
        JavaCommandLine command =
                new JavaCommandLine("java\0M\0", "HOME=/\0JAVA_TOOL_OPTIONS=-Xmx1g -XX:+DisableAttachMechanism\0");

        assertThat(command.flag("DisableAttachMechanism", false)).isTrue();
    }

    private static JavaCommandLine command(String words) {
        return new JavaCommandLine(words.replace(' ', '\0') + "\0", "");
    }
}
