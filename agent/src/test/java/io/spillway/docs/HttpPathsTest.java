package io.spillway.docs;

import static io.spillway.testing.Snapshots.GIB;
import static io.spillway.testing.Snapshots.container;
import static io.spillway.testing.Snapshots.model;
import static io.spillway.testing.Snapshots.normal;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.config.HttpConfig;
import io.spillway.http.HttpService;
import io.spillway.http.jolokia.JolokiaSettings;
import io.spillway.record.journal.FileJournal;
import io.spillway.record.journal.JournalLimits;
import io.spillway.testing.FakeOperations;
import io.spillway.testing.Snapshots;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation says of HTTP, asked of the server itself. */
class HttpPathsTest {
    private static final Pattern MENTIONED = Pattern.compile("(?:localhost|127\\.0\\.0\\.1):8523(/[\\w-]+)");
    private static final Pattern OFFERED = Pattern.compile("/[\\w-]*");
    private static final Pattern METRIC = Pattern.compile("(?<![\\w-])(spillway_[a-z_]+[a-z])");

    private static final InstantSource CLOCK = Clock.fixed(Snapshots.AT, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private FileJournal journal;
    private HttpService http;
    private int port;

    @BeforeEach
    void start() throws IOException {
        journal = FileJournal.open(folder, JournalLimits.DEFAULTS, CLOCK, Runnable::run);
        http = new HttpService(
                new HttpConfig(0, "127.0.0.1"),
                new FakeOperations(normal().withModels(model("qwen2.5:3b", GIB))
                        .withContainers(container("postgres", GIB))
                        .build()),
                journal,
                CLOCK,
                Thread::new,
                new JolokiaSettings(MBeanServerFactory::newMBeanServer, null));
        port = http.start();
    }

    @AfterEach
    void stop() {
        http.close();
        journal.close();
    }

    @Test
    void everyPathThatIsMentionedIsServed() throws IOException {
        assertThat(Pages.found(MENTIONED)).isNotEmpty().isSubsetOf(offered());
    }

    @Test
    void everyPathIsInTheReadme() throws IOException {
        String readme = Pages.text(Pages.ROOT.resolve("README.md"));

        assertThat(offered()).contains("/health").allSatisfy(path -> assertThat(readme)
                .contains("| `" + path + "` |"));
    }

    @Test
    void everyMetricThatIsMentionedIsServed() throws IOException {
        Set<String> served = Pattern.compile("(?m)^# TYPE (\\S+)")
                .matcher(get("/metrics"))
                .results()
                .map(Pages::firstGroup)
                .collect(Collectors.toSet());

        assertThat(Pages.found(METRIC)).isNotEmpty().isSubsetOf(served);
    }

    /** The answer to an unknown path lists those that there are. */
    private Set<String> offered() throws IOException {
        String answer = get("/nothing");
        String list = answer.substring(answer.indexOf("there are "));
        return OFFERED.matcher(list).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private String get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
        try (var body =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
