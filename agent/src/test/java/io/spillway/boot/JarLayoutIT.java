package io.spillway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("agent")
class JarLayoutIT {
    @Test
    void hasFewEntriesBecauseAJvmIndexesThemBeforeMain() throws IOException {
        assertThat(entries()).hasSizeLessThan(100);
    }

    @Test
    void showsTheHostTheClassesOfBootAndNothingElse() throws IOException {
        assertThat(entries())
                .extracting(ZipEntry::getName)
                .filteredOn(name -> !name.endsWith("/"))
                .allMatch(name -> name.startsWith("io/spillway/boot/")
                        || name.startsWith("META-INF/spillway/")
                        || name.equals("META-INF/MANIFEST.MF"))
                .noneMatch(name -> name.endsWith(".class") && !name.startsWith("io/spillway/boot/"));
    }

    @Test
    void storesTheJarsInsideSoThatTheyAreReadInPlace() throws IOException {
        assertThat(entries())
                .filteredOn(entry -> entry.getName().endsWith(".jar"))
                .hasSizeGreaterThan(20)
                .allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
    }

    @Test
    void holdsEveryClassOnce() throws IOException {
        Map<String, List<String>> jarsOfClass = new HashMap<>();
        try (JarFile jar = new JarFile(AgentJar.JAR.toFile())) {
            for (ZipEntry nested : entries()) {
                if (nested.getName().endsWith(".jar")) {
                    for (String name : namesIn(jar.getInputStream(nested))) {
                        jarsOfClass
                                .computeIfAbsent(name, each -> new ArrayList<>())
                                .add(nested.getName());
                    }
                }
            }
        }

        assertThat(jarsOfClass.keySet()).contains("io/spillway/app/AgentEntry.class");
        assertThat(jarsOfClass.keySet()).noneMatch(name -> name.startsWith("io/spillway/boot/"));
        assertThat(jarsOfClass.keySet())
                .noneMatch(name -> name.startsWith("org/jacoco/") || name.startsWith("org/junit/"));
        assertThat(jarsOfClass).allSatisfy((name, jars) -> assertThat(jars).hasSize(1));
    }

    @Test
    void holdsNoNativeCode() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.JAR.toFile())) {
            for (ZipEntry nested : entries()) {
                if (nested.getName().endsWith(".jar")) {
                    assertThat(namesIn(jar.getInputStream(nested)))
                            .as(nested.getName())
                            .noneMatch(name -> name.startsWith("com/sun/jna/") || name.endsWith(".so"));
                }
            }
        }
    }

    @Test
    void namesItsEntryPointsAndAsksTheJvmForNothingMore() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Premain-Class")).isEqualTo(AgentMain.class.getName());
            assertThat(manifest.getValue("Agent-Class")).isEqualTo(AgentMain.class.getName());
            assertThat(manifest.getValue("Main-Class")).isEqualTo(Main.class.getName());
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
            assertThat(manifest.keySet().stream().map(Object::toString))
                    .doesNotContain(
                            "Can-Retransform-Classes",
                            "Can-Redefine-Classes",
                            "Boot-Class-Path",
                            "Launcher-Agent-Class");
        }
    }

    private static List<ZipEntry> entries() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.JAR.toFile())) {
            return jar.stream().map(ZipEntry.class::cast).toList();
        }
    }

    private static List<String> namesIn(InputStream nested) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(nested)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                boolean code = name.endsWith(".class") || name.endsWith(".so");
                if (code && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
