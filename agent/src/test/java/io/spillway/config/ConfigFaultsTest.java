package io.spillway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFaultsTest {
    @TempDir
    private Path folder;

    private Loading loading;

    @BeforeEach
    void begin() {
        loading = Loading.in(folder);
    }

    @Test
    void allFaultsAreToldAtOnceInTheOrderOfTheLines() {
        assertThat(loading.file("""
                                levels:
                                  warning: many
                                  critcal: 90
                                http: { port: 70000, bind: 0.0.0.0 }
                                models:
                                  keep-alive: 30
                                  keep-alive: 31s
                                """)
                        .environment("SPILLWAY_LEVELS_WARNIG", "80")
                        .set("proces.min-rss", "1GB")
                        .faults())
                .containsExactly(
                        "test.yaml:2:12: levels.warning: 'many' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%",
                        "test.yaml:3:3: unknown key levels.critcal: did you mean levels.critical?",
                        "test.yaml:4:15: http.port: '70000' is not a whole number from 0 to 65535",
                        "test.yaml:4:28: http.bind: '0.0.0.0' is refused: only loopback is supported until authentication is"
                                + " configured; write 127.0.0.1, ::1 or localhost",
                        "test.yaml:6:15: models.keep-alive: '30' has no unit: write 30s or 30ms",
                        "test.yaml:7:3: models.keep-alive is stated twice: also at test.yaml:6:3",
                        "environment SPILLWAY_LEVELS_WARNIG: unknown variable: did you mean SPILLWAY_LEVELS_WARNING?",
                        "--set proces.min-rss: unknown key proces.min-rss: did you mean processes.min-rss?");
    }

    @Test
    void theMessageShowsEachFaultOnALine() {
        loading.file("levels: { warning: x }\nfoo: 1\n");

        assertThatThrownBy(loading::loaded).isInstanceOf(ConfigException.class).hasMessage("""
                        the configuration has 2 faults:
                          %1$s/test.yaml:1:20: levels.warning: 'x' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%%
                          %1$s/test.yaml:2:1: unknown key foo: known here are host, levels, models, containers, processes, http, alerts, state, dry-run""".formatted(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    level: { warning: 80 }                     | test.yaml:1:1: unknown key level: did you mean levels?
                    port: 8523                                 | test.yaml:1:1: unknown key port: did you mean http.port?
                    levels.warning: 80                         | test.yaml:1:1: unknown key levels.warning: in the file, write it nested, as levels: { warning: … }
                    levels: 80                                 | test.yaml:1:9: levels must hold keys (warning, critical, emergency, kill-switch, hysteresis, hold-down)
                    levels: [80, 90]                           | test.yaml:1:9: levels must hold keys (warning, critical, emergency, kill-switch, hysteresis, hold-down)
                    levels: { warning: [80] }                  | test.yaml:1:20: levels.warning: must be a single value, but it is a list
                    levels: { warning: { at: 80 } }            | test.yaml:1:20: levels.warning: must be a single value, but it is a section
                    levels: { warning: }                       | test.yaml:1:19: levels.warning: has no value: give it one or leave the key out
                    levels: { warning: -1 }                    | test.yaml:1:20: levels.warning: '-1' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%
                    levels: { kill-switch: 101 }               | test.yaml:1:24: levels.kill-switch: '101' is more than 100 %
                    levels: { hold-down: soon }                | test.yaml:1:22: levels.hold-down: 'soon' is not a duration: write 500ms, 30s, 5m, 1h or PT30S
                    models: { essential: qwen }                | test.yaml:1:22: models.essential: must be a list: write [a, b]
                    models: { essential: }                     | test.yaml:1:21: models.essential: has no value: write [] for an empty list
                    models: { essential: [""] }                | test.yaml:1:23: models.essential: an empty value: give it one or leave it out
                    models: { max-loaded: 0 }                  | test.yaml:1:23: models.max-loaded: '0' is not a whole number from 1 to 1000
                    models: { max-parameters: 0B }             | test.yaml:1:27: models.max-parameters: '0B' lets no model pass: it must be at least 1
                    models: { max-parameters: 3.5GB }          | test.yaml:1:27: models.max-parameters: '3.5GB' is not a count: write 3.5B, 500M or a whole number
                    models: { runtimes: [localhost] }          | test.yaml:1:22: models.runtimes: 'localhost' is not a URL of http or https: write http://127.0.0.1:11434
                    models: { runtimes: [{ uri: x }] }         | test.yaml:1:24: models.runtimes: a runtime has no key 'uri': its keys are type and url
                    models: { runtimes: [{ type: vllm, url: http://a }] } | test.yaml:1:30: models.runtimes: 'vllm' is not one of ollama
                    models: { runtimes: [{ type: ollama }] }   | test.yaml:1:22: models.runtimes: a runtime needs its url: write { type: ollama, url: http://… }
                    models: { runtimes: [http://a, http://a/] } | test.yaml:1:21: models.runtimes names http://a/ twice
                    containers: { engine: "tcp://a:2375" }     | test.yaml:1:23: containers.engine: 'tcp://a:2375' is not a unix socket, and nothing else is supported: write unix:///var/run/docker.sock
                    containers: { limits: { a b: {} } }        | test.yaml:1:25: 'a b' cannot be the name of a container
                    containers: { limits: { db: { memroy: 1GB } } } | test.yaml:1:31: unknown key containers.limits.db.memroy: did you mean containers.limits.db.memory?
                    containers: { limits: { db: { memory: 512 } } } | test.yaml:1:39: containers.limits.db.memory: '512' has no unit: write 512MB or 512B
                    containers: { limits: { db: { memory: 1XB } } } | test.yaml:1:39: containers.limits.db.memory: '1XB' is not a size: its unit must be B, KB, MB, GB or TB (or KiB, MiB, GiB, TiB)
                    containers: { limits: { db: { priority: 101 } } } | test.yaml:1:41: containers.limits.db.priority: '101' is not a whole number from 0 to 100
                    containers: { limits: { db: { stateful: yes } } } | test.yaml:1:41: containers.limits.db.stateful: 'yes' is neither true nor false
                    containers: { limits: 5 }                  | test.yaml:1:23: containers.limits must hold containers by name
                    processes: { scope: { parents: [self] } }  | test.yaml:1:33: processes.scope.parents: 'self' is not a process id
                    http: { bind: 192.168.0.1 }                | test.yaml:1:15: http.bind: '192.168.0.1' is refused: only loopback is supported until authentication is configured; write 127.0.0.1, ::1 or localhost
                    state: { directory: here }                 | test.yaml:1:21: state.directory: 'here' is not an absolute path: write /var/lib/spillway
                    host: { source: vm }                       | test.yaml:1:17: host.source: 'vm' is not one of host, cgroup, budget
                    host: { source: budget }                   | test.yaml:1:17: host.source is budget, but host.budget has no size: write budget: 15GB
                    host: { source: budget, budget: 0 }        | test.yaml:1:33: host.budget must be more than 0
                    dry-run: !!bool true                       | test.yaml:1:10: a tag (tag:yaml.org,2002:bool) means nothing here: leave it out
                    just text                                  | test.yaml:1:1: a configuration is made of keys and values, such as 'levels: { warning: 80 }'
                    """)
    void aFaultSaysWhereItIsAndWhatToWrite(String yaml, String fault) {
        assertThat(loading.file(yaml).faults()).containsExactly(fault);
    }

    @Test
    void thresholdsThatDoNotRisePointAtTheLaterLine() {
        assertThat(loading.file("levels:\n  warning: 92\n  critical: 91\n").faults())
                .containsExactly(
                        "test.yaml:3:13: levels.warning (92, test.yaml:2:12) must be less than levels.critical (91,"
                                + " test.yaml:3:13)");
    }

    @Test
    void aThresholdThatContradictsADefaultPointsAtTheOneThatWasStated() {
        assertThat(loading.set("levels.warning", "92.5").faults())
                .containsExactly("--set levels.warning: levels.warning (92.5, --set levels.warning) must be less than"
                        + " levels.critical (90, default)");
    }

    @Test
    void hysteresisMustBeBelowTheFirstThreshold() {
        assertThat(loading.file("levels: { warning: 3 }").faults())
                .containsExactly(
                        "test.yaml:1:20: levels.hysteresis (3, default) must be less than levels.warning (3, test.yaml:1:20)");
    }

    @Test
    void aBadThresholdIsNotAlsoAContradiction() {
        assertThat(loading.file("levels: { warning: x, critical: 70 }").faults())
                .containsExactly(
                        "test.yaml:1:20: levels.warning: 'x' is not a percentage: write a number from 0 to 100, such as 85, 85.5 or 85%");
    }

    @Test
    void aReservationThatWasStatedMustFitTheLimit() {
        assertThat(loading.file(
                                "containers: { limits: { db: { memory: 1KB, reservation: { memory: 2KB, cpus: 9 } } } }")
                        .faults())
                .containsExactly(
                        "test.yaml:1:67: containers.limits.db.reservation.memory (2048B, test.yaml:1:67) must not be"
                                + " more than containers.limits.db.memory (1024B, test.yaml:1:39)");
    }

    @Test
    void aSectionThatIsStatedTwiceIsAFault() {
        assertThat(loading.file("http: { port: 1 }\nhttp: { port: 2 }\n").faults())
                .containsExactly("test.yaml:2:1: http is stated twice: also at test.yaml:1:1");
    }

    @Test
    void aKeyThatIsSetByBothItsNamesIsAFault() {
        assertThat(loading.set("port", "1").set("http.port", "2").faults())
                .containsExactly("--set http.port: http.port is stated twice: also at --set port");
    }

    @Test
    void whatIsNotYamlIsAFaultWithItsPlace() {
        assertThat(loading.file("levels:\n  warning: 80\n critical: 90\n").faults())
                .singleElement()
                .asString()
                .startsWith("test.yaml:3:2: this is not YAML: ");
    }

    @Test
    void aTabIsAFaultWithItsPlace() {
        assertThat(loading.file("levels:\n\twarning: 80\n").faults())
                .singleElement()
                .asString()
                .startsWith("test.yaml:2:1: this is not YAML: ");
    }

    @Test
    void aSecondDocumentIsAFault() {
        assertThat(loading.file("dry-run: true\n---\ndry-run: false\n").faults())
                .containsExactly("test.yaml:2:1: a second document begins here: only one can be read");
    }

    @Test
    void nestingWithoutEndIsAFaultAndNoStackOverflow() {
        assertThat(loading.file("a: " + "[".repeat(200_000)).faults())
                .singleElement()
                .asString()
                .endsWith("this is nested too deeply");
    }

    @Test
    void anAliasInsideItsOwnAnchorIsAFault() {
        assertThat(loading.file("levels: &a { warning: *a }").faults())
                .containsExactly("test.yaml:1:23: *a stands for nothing that ended before it");
    }

    @Test
    void aNamedFileMustBeThere() {
        assertThat(loading.named(folder.resolve("gone.yaml")).faults())
                .containsExactly("gone.yaml: there is no such file");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(loading.named(folder).faults())
                .containsExactly(folder + ": this is a directory: name the file in it");
    }

    @Test
    void bytesThatAreNotUtf8AreAFault() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});

        assertThat(loading.named(file).faults()).containsExactly("latin.yaml: the file is not text in UTF-8");
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

        assertThat(loading.named(file).faults())
                .containsExactly("large.yaml: the file is too large for a configuration (more than 1 MB)");
    }

    @Test
    void aWebhookIsNotRepeatedSinceItMayHoldASecret() {
        assertThat(loading.set("alerts.webhooks", "hxxp://example.org/secret").faults())
                .containsExactly("--set alerts.webhooks: alerts.webhooks: this is not a URL of http or https: write"
                        + " https://host/path (it is not repeated here: it may hold a secret)");
    }

    @Test
    void anEmptyVariableIsAFault() {
        assertThat(loading.environment("SPILLWAY_HTTP_PORT", "").faults())
                .containsExactly("environment SPILLWAY_HTTP_PORT: is empty: give it a value or unset it");
    }

    @Test
    void aVariableOfTheScriptsIsNoFault() {
        assertThat(loading.environment("SPILLWAY_JAVA_HOME", "/opt/java")
                        .config()
                        .dryRun())
                .isFalse();
    }

    @Test
    void aVariableForAContainerThatNobodyNamedIsAFault() {
        assertThat(loading.environment("SPILLWAY_CONTAINERS_LIMITS_MYDB_MEMORY", "1GB")
                        .faults())
                .containsExactly(
                        "environment SPILLWAY_CONTAINERS_LIMITS_MYDB_MEMORY: means no container of the file or the"
                                + " defaults (backend, chromadb, frontend, ollama, postgres, redis): name it in the file or with"
                                + " --set");
    }

    @Test
    void aVariableThatCanMeanTwoContainersIsAFault() {
        assertThat(loading.file("containers: { limits: { a-b: { cpus: 1 }, a.b: { cpus: 1 } } }")
                        .environment("SPILLWAY_CONTAINERS_LIMITS_A_B_MEMORY", "1GB")
                        .faults())
                .containsExactly(
                        "environment SPILLWAY_CONTAINERS_LIMITS_A_B_MEMORY: can mean a-b and a.b: use the file or --set");
    }

    @Test
    void aSettingThatIsNoKeyNamesTheNearest() {
        assertThat(loading.set("containers.limits.db.memroy", "1GB")
                        .set("warning", "80")
                        .set("x", "1")
                        .faults())
                .containsExactly(
                        "--set containers.limits.db.memroy: unknown key containers.limits.db.memroy: did you mean"
                                + " containers.limits.db.memory?",
                        "--set warning: unknown key warning: did you mean levels.warning?",
                        "--set x: unknown key x: known are host, levels, models, containers, processes, http, alerts,"
                                + " state, dry-run and what is below them");
    }

    @Test
    void aSettingForASectionMustBeASection() {
        assertThat(loading.set("levels", "80").faults())
                .containsExactly(
                        "--set levels: levels must hold keys (warning, critical, emergency, kill-switch, hysteresis,"
                                + " hold-down)");
    }
}
