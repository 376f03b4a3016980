package io.spillway.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.http.RawHttp.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jolokia over the real server and the real MBean server of this JVM. */
class JolokiaTest {
    private static final String OWN = "spillway:type=Test";
    private static final String FOREIGN = "app.secret:type=Vault";

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Bean own = new Bean();
    private final Bean foreign = new Bean();
    private RunningService running;

    @BeforeEach
    void start() throws IOException, JMException {
        beans.registerMBean(own, new ObjectName(OWN));
        beans.registerMBean(foreign, new ObjectName(FOREIGN));
        running = new RunningService();
    }

    @AfterEach
    void stop() throws JMException {
        running.close();
        beans.unregisterMBean(new ObjectName(OWN));
        beans.unregisterMBean(new ObjectName(FOREIGN));
    }

    @Test
    void nothingOfItExistsBeforeTheFirstRequest() throws IOException, JMException {
        running.http().get("/health");

        assertThat(beans.queryNames(new ObjectName("jolokia:*"), null)).isEmpty();
    }

    @Test
    void readsAnAttribute() throws IOException {
        assertThat(running.http().get("/jolokia/read/" + OWN + "/Percent").json())
                .containsEntry("status", 200L)
                .containsEntry("value", 12.5);
        assertThat(post("{'type':'read','mbean':'spillway:type=Test','attribute':'Table'}")
                        .get("value"))
                .isEqualTo(List.of(Map.of("cpus", 1.5, "memoryBytes", 1024L)));
    }

    @Test
    void readsOurOwnBeansByPattern() throws IOException {
        assertThat(String.valueOf(post("{'type':'read','mbean':'spillway:*','attribute':'Percent'}")
                        .get("value")))
                .contains(OWN);
    }

    @Test
    void runsAnOperation() throws IOException {
        assertThat(running.http().get("/jolokia/exec/" + OWN + "/half/5").json())
                .containsEntry("value", 2.5);
        assertThat(post("{'type':'exec','mbean':'spillway:type=Test','operation':'half','arguments':[5]}"))
                .containsEntry("value", 2.5);
    }

    @Test
    void takesAWholeNumberWhereADoubleIsWanted() throws IOException {
        assertThat(post("{'type':'write','mbean':'spillway:type=Test','attribute':'Percent','value':82}"))
                .containsEntry("status", 200L);
        assertThat(own.getPercent()).isEqualTo(82);
    }

    @Test
    void theTextOfABadArgumentArrives() throws IOException {
        Map<String, Object> answer =
                post("{'type':'exec','mbean':'spillway:type=Test','operation':'fail','arguments':['x']}");

        assertThat(answer).containsEntry("status", 500L).doesNotContainKey("stacktrace");
        assertThat(String.valueOf(answer.get("error"))).contains("'x' is no model: choose one of /resources");
    }

    @Test
    void aValueOfAnotherKindIsABadRequest() throws IOException {
        Answer answer = running.http()
                .post(
                        "/jolokia",
                        json("{'type':'write','mbean':'spillway:type=Test','attribute':'Percent','value':'x'}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("status", 400L);
    }

    @Test
    void noStackTraceIsGivenToWhoeverAsks() throws IOException {
        String exec = "{'type':'exec','mbean':'spillway:type=Test','operation':'fail','arguments':['x'],"
                + "'config':{'includeStackTrace':'true','serializeException':'true'}}";

        assertThat(post(exec)).doesNotContainKeys("stacktrace", "error_value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read/app.secret:type=Vault/Percent",
                "read/app.secret:type=Vault",
                "read/app.secret:*",
                "read/*:*/Percent?ignoreErrors=true",
                "read/app.nothere:type=Vault/Percent",
                "write/app.secret:type=Vault/Percent/1.0",
                "exec/app.secret:type=Vault/act",
                "exec/spillway:*/act",
                "exec/spill*:*/act",
                "list/app.secret/type=Vault",
                "list/app.nothere/type=Vault",
                "read/java.lang:type=Memory/Verbose",
                "write/java.lang:type=Memory/Verbose/true",
                "exec/java.lang:type=Memory/gc",
                "read/java.lang:type=OperatingSystem/ProcessCpuLoad",
                "exec/com.sun.management:type=DiagnosticCommand/vmFlags",
                "read/JMImplementation:type=MBeanServerDelegate/MBeanServerId",
                "read/proxy@spillway:type=Test/Percent",
                "notification/register",
                "notification/list/some-client",
                "config"
            })
    void whatIsClosedIsRefusedOverGet(String path) throws IOException {
        Map<String, Object> answer = running.http().get("/jolokia/" + path).json();

        assertThat(answer).containsEntry("status", 403L).doesNotContainKey("value");
        assertThat(foreign.calls).hasValue(0);
        assertThat(own.calls).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'read','mbean':'app.secret:type=Vault','attribute':'Percent'}",
                "{'type':'read','mbean':'app.secret:type=Vault','attribute':['Percent','Calls']}",
                "{'type':'read','mbean':'*:*'}",
                "{'type':'read','mbean':'app.secret:*','config':{'ignoreErrors':'true'}}",
                "{'type':'write','mbean':'app.secret:type=Vault','attribute':'Percent','value':1}",
                "{'type':'exec','mbean':'app.secret:type=Vault','operation':'act'}",
                "{'type':'exec','mbean':'app.*:*','operation':'act'}",
                "{'type':'read','mbean':'spillway:type=Test','attribute':'Percent',"
                        + "'target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi'}}",
                "{'type':'read','mbean':'spillway:type=Test','attribute':'Percent','options':{'target':{'url':'x'}}}",
                "{'type':'notification','command':'add','mode':'pull','mbean':'app.secret:type=Vault','client':'1'}",
                "{'type':'config'}"
            })
    void whatIsClosedIsRefusedOverPostAndInBulk(String request) throws IOException {
        String open = "{'type':'read','mbean':'spillway:type=Test','attribute':'Percent'}";

        Map<String, Object> single = post(request);
        List<Map<String, Object>> bulk = running.http()
                .post("/jolokia", json("[" + open + "," + request + "," + open + "]"))
                .jsonArray();

        assertThat(single).containsEntry("status", 403L).doesNotContainKey("value");
        assertThat(bulk).extracting(item -> item.get("status")).containsExactly(200L, 403L, 200L);
        assertThat(foreign.calls).hasValue(0);
    }

    @Test
    void theReadOnlyPlatformBeansAreOpen() throws IOException {
        assertThat(running.http()
                        .get("/jolokia/read/java.lang:type=Memory/HeapMemoryUsage/used")
                        .json())
                .containsEntry("status", 200L);
        assertThat(running.http()
                        .get("/jolokia/read/java.lang:type=Runtime/Uptime")
                        .json())
                .containsEntry("status", 200L);
    }

    @Test
    void listAndSearchShowOurOwnBeansAndNoOthers() throws IOException {
        Map<?, ?> list = running.http().get("/jolokia/list").object("value");
        List<?> found = running.http().get("/jolokia/search/*:*").list("value");

        assertThat(list.keySet().stream().<Object>map(key -> key)).containsExactlyInAnyOrder("spillway", "java.lang");
        assertThat(((Map<?, ?>) requireNonNull(list.get("java.lang")))
                        .keySet().stream().<Object>map(key -> key))
                .containsExactlyInAnyOrder("type=Memory", "type=Runtime");
        assertThat(found.stream().<Object>map(name -> name))
                .containsExactlyInAnyOrder(OWN, "java.lang:type=Memory", "java.lang:type=Runtime");
    }

    @Test
    void theDepthCannotBeLifted() throws IOException {
        String nested = "{'type':'read','mbean':'spillway:type=Test','attribute':'Table','config':{'maxDepth':'1'}}";
        String table = running.http().get("/jolokia/read/" + OWN + "/Table").text("value");

        assertThat(running.http()
                        .get("/jolokia/read/" + OWN + "/Table?maxDepth=1")
                        .json()
                        .get("value"))
                .hasToString(table);
        assertThat(running.http()
                        .get("/jolokia/read/" + OWN + "/Table?maxDepth=0")
                        .json()
                        .get("value"))
                .hasToString(table);
        assertThat(post(nested).get("value")).hasToString(table);
        assertThat(running.http().get("/jolokia/version").text("value"))
                .contains("maxDepth=8", "allowErrorDetails=false", "disableDetectors=true", "Spillway");
    }

    @Test
    void noScriptIsAnswered() throws IOException {
        Answer answer = running.http().get("/jolokia/version?callback=steal");

        assertThat(answer.body()).startsWith("{");
        assertThat(answer.headers().get("content-type")).startsWith("application/json");
    }

    @Test
    void aBigBodyAndABigBulkAreRefused() throws IOException {
        String item = "{\"type\":\"version\"}";

        Answer big = running.http().post("/jolokia", "[" + " ".repeat(Router.MAX_BODY_BYTES) + "]");
        Answer many = running.http().post("/jolokia", "[" + String.join(",", Collections.nCopies(101, item)) + "]");
        Answer enough = running.http().post("/jolokia", "[" + String.join(",", Collections.nCopies(100, item)) + "]");

        assertThat(big.status()).isEqualTo(413);
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.body()).contains("100");
        assertThat(enough.jsonArray()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "{} {}",
                "7",
                "\"text\"",
                "",
                "nonsense",
                "{\"type\":\"dance\"}",
                "{\"type\":7}",
                "{\"type\":\"read\"}"
            })
    void whatIsNoRequestIsABadRequest(String body) throws IOException {
        Answer answer = running.http().post("/jolokia", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("status", 400L);
    }

    @Test
    void deepNestingIsRefusedAndTheServerLivesOn() throws IOException {
        String opened = "[".repeat(60_000);
        String argument = "{\"type\":\"exec\",\"mbean\":\"" + OWN + "\",\"operation\":\"act\",\"arguments\":"
                + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        assertThat(running.http().post("/jolokia", opened).status()).isEqualTo(400);
        assertThat(running.http().post("/jolokia", argument).status()).isEqualTo(400);
        assertThat(running.http().get("/jolokia/version").status()).isEqualTo(200);
    }

    @Test
    void oneBadItemLeavesTheOthersOfABulkAlone() throws IOException {
        List<Map<String, Object>> bulk = running.http()
                .post("/jolokia", "[{\"type\":\"version\"},7,{\"type\":\"dance\"},{\"type\":\"version\"}]")
                .jsonArray();

        assertThat(bulk).extracting(item -> item.get("status")).containsExactly(200L, 400L, 400L, 200L);
    }

    @Test
    void theOperatorOpensMoreButNotWhatIsClosedForGood(@TempDir Path folder) throws IOException {
        Path policy = Files.writeString(folder.resolve("jolokia-access.xml"), """
                <restrict>
                  <commands><command>list</command></commands>
                  <allow>
                    <mbean><name>app.secret:*</name><attribute mode="read">Percent</attribute></mbean>
                    <mbean><name>com.sun.management:*</name><operation>*</operation></mbean>
                  </allow>
                  <deny><mbean><name>spillway:type=Test</name><operation>act</operation></mbean></deny>
                </restrict>
                """);
        try (RunningService opened = new RunningService(policy)) {
            RawHttp http = opened.http();

            assertThat(status(http, "read/" + FOREIGN + "/Percent")).isEqualTo(200L);
            assertThat(status(http, "read/" + FOREIGN + "/Calls")).isEqualTo(403L);
            assertThat(status(http, "exec/" + FOREIGN + "/act")).isEqualTo(403L);
            assertThat(status(http, "exec/com.sun.management:type=DiagnosticCommand/vmFlags"))
                    .isEqualTo(403L);
            assertThat(status(http, "exec/" + OWN + "/act")).isEqualTo(403L);
            assertThat(status(http, "exec/" + OWN + "/half/4")).isEqualTo(200L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<restrict/>",
                "<whatever/>",
                "<restrict><commands/><cors><allow-origin>*</allow-origin></cors></restrict>",
                "<restrict><commands><command>dance</command></commands></restrict>",
                "<restrict><commands/><allow><mbean><name>no name</name></mbean></allow></restrict>",
                "<restrict>",
                "<!DOCTYPE restrict [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><restrict><commands/>&x;</restrict>"
            })
    void aPolicyThatIsNotUnderstoodAsAWholeKeepsJolokiaShut(String text, @TempDir Path folder) throws IOException {
        Path policy = Files.writeString(folder.resolve("jolokia-access.xml"), text);
        try (RunningService shut = new RunningService(policy)) {
            Answer answer = shut.http().get("/jolokia/read/" + OWN + "/Percent");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("message")).contains("jolokia-access.xml");
            assertThat(shut.http().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void theHostsOwnJolokiaSettingsAreNotLookedAt() throws IOException {
        System.setProperty("jolokia.maxDepth", "1");
        System.setProperty("jolokia.restrictorClass", "host.Restrictor");
        try (RunningService other = new RunningService()) {
            assertThat(other.http().get("/jolokia/version").text("value")).contains("maxDepth=8");
        } finally {
            System.clearProperty("jolokia.maxDepth");
            System.clearProperty("jolokia.restrictorClass");
        }
    }

    @Test
    void aHostsOwnJolokiaFilesAreNotLookedAt(@TempDir Path host) throws IOException {
        for (String file : List.of("services", "services-default", "simplifiers", "command-handlers")) {
            Path folder = Files.createDirectories(host.resolve("META-INF/jolokia"));
            Files.writeString(folder.resolve(file), "host.own.Service");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader hosts = new URLClassLoader(new URL[] {host.toUri().toURL()}, before)) {
            thread.setContextClassLoader(hosts);
            try (RunningService other = new RunningService()) {
                assertThat(other.http().get("/jolokia/read/" + OWN + "/Percent").json())
                        .containsEntry("status", 200L);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void nothingElseOfJolokiaLiesOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("org.jolokia.service.jsr160.Jsr160RequestHandler"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.jolokia.service.discovery.JolokiaDiscovery"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void closeLeavesNoBeanOfJolokia() throws IOException, JMException {
        running.http().get("/jolokia/version");
        assertThat(beans.queryNames(new ObjectName("jolokia:*"), null)).isNotEmpty();

        running.close();

        assertThat(beans.queryNames(new ObjectName("jolokia:*"), null)).isEmpty();
    }

    private static @Nullable Object status(RawHttp http, String path) throws IOException {
        return http.get("/jolokia/" + path).json().get("status");
    }

    private Map<String, Object> post(String request) throws IOException {
        return running.http().post("/jolokia", json(request)).json();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** The bean. */
    private static final class Bean implements TestBean {
        private final AtomicInteger calls = new AtomicInteger();
        private volatile double percent = 12.5;

        @Override
        public double getPercent() {
            return percent;
        }

        @Override
        public void setPercent(double percent) {
            calls.incrementAndGet();
            this.percent = percent;
        }

        @Override
        public List<Limits> getTable() {
            return List.of(Limits.of(1.5, 1024));
        }

        @Override
        public double half(double value) {
            return value / 2;
        }

        @Override
        public String fail(String argument) {
            throw new IllegalArgumentException("'" + argument + "' is no model: choose one of /resources");
        }

        @Override
        public int getCalls() {
            return calls.get();
        }

        @Override
        public void act() {
            calls.incrementAndGet();
        }
    }
}
