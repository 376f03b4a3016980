package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.sense.kernel.Fixtures;
import org.junit.jupiter.api.Test;

class CgroupPathsTest {
    private static final String ID = "4dcd9060d9575f9c154d07c0f84ceec7e1638adf0e9a97f623919863731418a2";

    private static String fixture(String name) {
        return new String(Fixtures.bytes(name), UTF_8);
    }

    @Test
    void isTheMemoryControllersPathOnVersion1() {
        assertThat(CgroupPaths.memoryPath(fixture("cgroup1/proc-pid-cgroup-6.18")))
                .isEqualTo("/docker/" + ID);
        assertThat(CgroupPaths.memoryPath("5:cpu,memory:/a\n4:cpuset:/b\n0::/c\n"))
                .isEqualTo("/a");
    }

    @Test
    void isTheOnlyPathOnVersion2() {
        assertThat(CgroupPaths.memoryPath(fixture("cgroup2/proc-pid-cgroup-6.1")))
                .isEqualTo("/system.slice/docker-" + ID + ".scope");
    }

    @Test
    void keepsColonsOfTheName() {
        assertThat(CgroupPaths.memoryPath("0::/a:b\n")).isEqualTo("/a:b");
    }

    @Test
    void isEmptyWhereThereIsNone() {
        for (String text : new String[] {"", "\n", "rubbish", "3:cpuset:/x\n", ":", "::", "0:", "1:name=memory:/x\n"}) {
            assertThat(CgroupPaths.memoryPath(text)).as(text).isEmpty();
        }
    }

    @Test
    void doesNotFollowPathsOutOfTheMount() {
        assertThat(CgroupPaths.isVisible("/../other")).isFalse();
        assertThat(CgroupPaths.isVisible("/a/..")).isFalse();
        assertThat(CgroupPaths.isVisible("")).isFalse();
        assertThat(CgroupPaths.isVisible("relative")).isFalse();
        assertThat(CgroupPaths.isVisible("/a..b/c")).isTrue();
        assertThat(CgroupPaths.isVisible("/")).isTrue();
    }
}
