package io.spillway.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedJarsTest {
    @TempDir
    private Path folder;

    @Test
    void findsAnEntryInEveryJarThatHasIt() throws IOException {
        Path outer = outer(Map.of(
                "META-INF/spillway/a.jar", zip(Map.of("same", "from a".getBytes(UTF_8))),
                "META-INF/spillway/b.jar", zip(Map.of("same", "from b".getBytes(UTF_8), "only", "b".getBytes(UTF_8)))));

        try (NestedJars jars = new NestedJars(outer.toFile())) {
            List<Zip.Entry> found = jars.find("same");
            assertThat(found).extracting(entry -> entry.zip().name()).containsExactly("a.jar", "b.jar");
            assertThat(new String(found.get(1).content(), UTF_8)).isEqualTo("from b");
            assertThat(jars.find("only")).hasSize(1);
            assertThat(jars.find("absent")).isEmpty();
        }
    }

    @Test
    void namesOfEqualHashAreToldApart() throws IOException {
        // "Aa" and "BB" have the same hash.
        Path outer = outer(Map.of(
                "META-INF/spillway/a.jar", zip(Map.of("Aa", "first".getBytes(UTF_8), "BB", "second".getBytes(UTF_8)))));

        try (NestedJars jars = new NestedJars(outer.toFile())) {
            assertThat(new String(jars.find("Aa").get(0).content(), UTF_8)).isEqualTo("first");
            assertThat(new String(jars.find("BB").get(0).content(), UTF_8)).isEqualTo("second");
            assertThat(jars.find("Aa")).hasSize(1);
        }
    }

    @Test
    void knowsThePlainCopyOfAnEntry() throws IOException {
        Path outer = outer(Map.of(
                "META-INF/spillway/a.jar",
                zip(Map.of("x", new byte[0], "y", new byte[0])),
                "META-INF/spillway/plain/a/x",
                new byte[0]));

        try (NestedJars jars = new NestedJars(outer.toFile())) {
            assertThat(jars.plainCopy(jars.find("x").get(0))).isEqualTo("META-INF/spillway/plain/a/x");
            assertThat(jars.plainCopy(jars.find("y").get(0))).isEmpty();
        }
    }

    @Test
    void aJarWithoutAnInsideIsRefused() throws IOException {
        Path outer = outer(Map.of("io/spillway/boot/Main.class", new byte[0]));

        assertThatThrownBy(() -> new NestedJars(outer.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("take the jar that the build makes");
    }

    @Test
    void whatIsNoJarIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

        assertThatThrownBy(() -> new NestedJars(text.toFile())).hasMessage("text.jar is no jar, or it is cut off");
    }

    @Test
    void aJarThatWasPackedAgainIsRefused() throws IOException {
        Path outer = folder.resolve("outer.jar");
        Files.write(outer, zip(Map.of("META-INF/spillway/a.jar", zip(Map.of("x", new byte[1000])))));

        assertThatThrownBy(() -> new NestedJars(outer.toFile())).hasMessageContaining("the jar was packed again");
    }

    private Path outer(Map<String, byte[]> entries) throws IOException {
        Path outer = folder.resolve("outer.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
            for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                CRC32 crc = new CRC32();
                crc.update(each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return outer;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("a comment behind the directory");
            for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
