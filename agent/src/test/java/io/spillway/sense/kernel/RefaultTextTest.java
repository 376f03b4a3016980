package io.spillway.sense.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spillway.sense.Refaults;
import io.spillway.sense.Sensed;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefaultTextTest {
    private static Sensed<Refaults> parse(String text) throws IOException {
        return RefaultText.parse(new KernelText("vmstat", text.getBytes(UTF_8)), Instant.EPOCH);
    }

    private static Sensed<Refaults> pages(long pages) {
        return new Sensed.Known<>(new Refaults(pages), Instant.EPOCH);
    }

    @Test
    void readsTheHostsCounter() throws IOException {
        assertThat(RefaultText.parse(Fixtures.text("vmstat-6.18"), Instant.EPOCH))
                .isEqualTo(pages(740_235));
    }

    @Test
    void readsTheCounterOfACgroupOfEitherVersion() throws IOException {
        assertThat(RefaultText.parse(Fixtures.text("cgroup2/memory.stat-6.1"), Instant.EPOCH))
                .isEqualTo(pages(0));
        assertThat(RefaultText.parse(Fixtures.text("cgroup1/memory.stat-6.18"), Instant.EPOCH))
                .isEqualTo(pages(229_131));
    }

    @Test
    void countsTheDescendantsOnVersion1() throws IOException {
        assertThat(parse("workingset_refault_file 1\ntotal_workingset_refault_file 5\n"))
                .isEqualTo(pages(5));
    }

    @Test
    void knowsTheNameThatOlderKernelsUse() throws IOException {
        assertThat(parse("nr_free_pages 1\nworkingset_refault 9\n")).isEqualTo(pages(9));
    }

    @Test
    void isAbsentWhereTheKernelDoesNotCount() throws IOException {
        assertThat(parse("nr_free_pages 1\n")).isInstanceOf(Sensed.Absent.class);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(IOException.class);
    }
}
