package io.spillway.sense.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageSizeTest {
    @Test
    void isTheSizeThatTheKernelMapsBy() throws IOException {
        long kibibytes = Files.readAllLines(Path.of("/proc/self/smaps")).stream()
                .filter(line -> line.startsWith("KernelPageSize:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .min()
                .orElseThrow();

        assertThat(PageSize.read(Path.of("/proc"))).isEqualTo(kibibytes * 1024);
    }
}
