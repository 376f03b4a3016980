package io.spillway.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.spillway.bench.EmptyAgent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** The jar that the build made, and hosts for it. */
final class AgentJar {
    static final Path JAR = Path.of("target", "spillway-agent.jar").toAbsolutePath();
    private static final Path HOSTS = Path.of("src", "it", "hosts").toAbsolutePath();
    private static final Path OLD_LIBRARIES = Path.of("target", "old-libs").toAbsolutePath();

    private AgentJar() {}

    /** Options with which it changes nothing on the machine that runs the tests. */
    static String harmless(Path state) {
        return "dry-run=true,http.port=0,state.directory=" + state;
    }

    static String agent(Path state) {
        return "-javaagent:" + JAR + "=" + harmless(state);
    }

    /** Makes the jar of an agent that does nothing, which is what every agent costs. */
    static Path emptyAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), EmptyAgent.class.getName());
        String name = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code =
                        requireNonNull(EmptyAgent.class.getClassLoader()).getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            requireNonNull(code, name).transferTo(out);
        }
        return jar;
    }

    /** The class path of a host: its classes, and the old libraries that it may have. */
    static String hostClassPath(Path classes) throws IOException {
        return String.join(File.pathSeparator, withOldLibraries(classes));
    }

    static List<String> withOldLibraries(Path classes) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(classes.toString());
        try (Stream<Path> jars = Files.list(OLD_LIBRARIES)) {
            jars.map(Path::toString).forEach(all::add);
        }
        return all;
    }

    /** Compiled apart: a host must not have this module's class path. */
    static Path compileHosts(Path classes) throws IOException {
        try (Stream<Path> sources = Files.list(HOSTS)) {
            compile(classes, hostClassPath(classes), sources.filter(each -> each.toString()
                    .endsWith(".java")));
        }
        return classes;
    }

    static Path compileModuleHost(Path classes) throws IOException {
        try (Stream<Path> sources = Files.walk(HOSTS.resolve("module"))) {
            compile(classes, "", sources.filter(each -> each.toString().endsWith(".java")));
        }
        return classes;
    }

    private static void compile(Path classes, String classPath, Stream<Path> sources) {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        if (!classPath.isEmpty()) {
            arguments.addAll(List.of("-cp", classPath));
        }
        sources.map(Path::toString).forEach(arguments::add);
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, System.err, arguments.toArray(String[]::new));
        assertThat(status).as("the hosts compile").isZero();
    }
}
