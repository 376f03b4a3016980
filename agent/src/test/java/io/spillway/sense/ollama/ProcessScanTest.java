package io.spillway.sense.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.ProcessRef;
import io.spillway.testing.ollama.FakeProc;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessScanTest {
    private static final String BLOB = "sha256-" + "ab".repeat(32);
    private static final String FILE = "/var/lib/ollama/blobs/" + BLOB;
    private static final URI LOCAL = URI.create("http://127.0.0.1:11434");

    @TempDir
    private Path root;

    private FakeProc proc;

    @BeforeEach
    void otherProcesses() {
        proc = new FakeProc(root);
        proc.process(1, 0, 1 << 20, "/sbin/init");
        proc.process(50, 1, 1 << 20, "vim", "--model", "/home/u/blobs/notes");
        proc.process(51, 1, 1 << 20);
    }

    @Test
    void findsTheFrontAndItsRunner() {
        front(100);
        proc.listen(100, 11434);
        proc.process(101, 100, 1 << 20, "/usr/bin/ollama", "runner", "--model", FILE, "--port", "4711");

        ProcessScan.Found found = scan(LOCAL);

        assertThat(found.fronts()).containsExactly(new ProcessRef(100, 7100));
        assertThat(found.runners()).containsExactly(new ProcessScan.Runner(new ProcessRef(101, 7101), BLOB));
    }

    @Test
    void theParentOfARunnerIsAFrontWhateverItIsCalled() {
        proc.process(100, 1, 1 << 20, "/opt/model-server");
        proc.listen(100, 11434);
        proc.process(101, 100, 1 << 20, "/opt/model-server", "runner", "--model", FILE);
        proc.process(102, 1, 1 << 20, "/opt/model-server", "runner", "--model", FILE);

        ProcessScan.Found found = scan(LOCAL);

        assertThat(found.fronts()).containsExactly(new ProcessRef(100, 7100));
        assertThat(found.runners()).containsExactly(new ProcessScan.Runner(new ProcessRef(101, 7101), BLOB));
    }

    @Test
    void findsTheRunnersOfNewerReleases() {
        front(100);
        proc.listen(100, 11434);
        proc.process(101, 100, 1 << 20, "ollama", "runner", "--ollama-engine", "--model", FILE);
        proc.process(102, 100, 1 << 20, "/usr/lib/ollama/llama-server", "-m", FILE, "--port", "1");

        assertThat(scan(LOCAL).runners()).hasSize(2);
    }

    @Test
    void aProgramOfAnotherParentOnTheSameFileIsNoRunner() {
        front(100);
        proc.listen(100, 11434);
        proc.process(60, 1, 1 << 20, "llama-server", "-m", FILE);

        assertThat(scan(LOCAL).runners()).isEmpty();
    }

    @Test
    void anotherServerOnTheSameHostIsNotOurs() {
        front(100);
        proc.listen(100, 11434);
        proc.process(101, 100, 1 << 20, "ollama", "runner", "--model", FILE);
        front(200);
        proc.listen(200, 11500);
        proc.process(201, 200, 1 << 20, "ollama", "runner", "--model", FILE);

        assertThat(scan(LOCAL).fronts()).containsExactly(new ProcessRef(100, 7100));
        assertThat(scan(LOCAL).runners()).hasSize(1);
        assertThat(scan(URI.create("http://localhost:11500")).fronts()).containsExactly(new ProcessRef(200, 7200));
    }

    @Test
    void behindAForwardedPortItIsTheOneInAContainer() {
        front(100);
        proc.listen(100, 11500);
        front(200);
        proc.inContainer(200);
        proc.process(201, 200, 1 << 20, "/bin/ollama", "runner", "--model", FILE);
        proc.process(70, 1, 1 << 20, "/usr/bin/docker-proxy", "-host-port", "11434");
        proc.listen(70, 11434);

        assertThat(scan(LOCAL).fronts()).containsExactly(new ProcessRef(200, 7200));
        assertThat(scan(LOCAL).runners()).hasSize(1);
    }

    @Test
    void atAnAddressThatIsNotThisHostsItIsNoneThatListensHere() {
        front(100);
        proc.listen(100, 11434);
        front(200);
        proc.inContainer(200);

        assertThat(scan(URI.create("http://192.0.2.1:11434")).fronts()).containsExactly(new ProcessRef(200, 7200));
    }

    @Test
    void whereOpenFilesMayNotBeReadAnyMayBeTheOne() {
        front(100);
        front(200);
        proc.hide(100);
        proc.hide(200);

        assertThat(scan(LOCAL).fronts()).hasSize(2);
    }

    @Test
    void withoutProcNothingIsFound() {
        assertThat(new ProcessScan(new ProcFiles(root.resolve("none")), LOCAL).scan())
                .isEqualTo(ProcessScan.Found.NOTHING);
    }

    private void front(long pid) {
        proc.process(pid, 1, 1 << 20, "/usr/bin/ollama", "serve");
    }

    private ProcessScan.Found scan(URI url) {
        return new ProcessScan(new ProcFiles(root), url).scan();
    }
}
