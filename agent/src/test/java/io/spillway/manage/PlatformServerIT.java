package io.spillway.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.manage.remote.HostServerBuilder;
import io.spillway.manage.remote.PlatformServerProbe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlatformServerIT {
    @Test
    void worksWhereTheHostNamesABuilderOfItsOwn() throws Exception {
        assertThat(probe()).isEqualTo("beans=true restored=true\n");
    }

    @Test
    void withoutItTheBuilderIsNotFound() throws Exception {
        assertThat(probe("plain")).contains("HostServerBuilder").doesNotContain("beans=");
    }

    private static String probe(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djavax.management.builder.initial=" + HostServerBuilder.class.getName(),
                "-cp",
                folderOf(PlatformServer.class) + File.pathSeparator + folderOf(PlatformServerProbe.class),
                PlatformServerProbe.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String folderOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
