package io.spillway.rehearse;

import io.spillway.rehearse.standin.Holder;
import io.spillway.rehearse.standin.ModelServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts stand-ins: JVMs of their own that see the classes of the stand-ins alone, each through a link to the Java launcher that carries
 * its name, so that every tool on the host shows that name.
 */
final class Launcher {
    /** Lives at most: a rehearsal is over long before. */
    static final long LIFE_SECONDS = 600;

    private static final String PACKAGE = "io/spillway/rehearse/standin/";

    /** What a stand-in's JVM loads; a test shows that none is missing. */
    private static final List<String> CLASSES = List.of(
            "serve",
            PACKAGE + "Holder",
            PACKAGE + "HeldMemory",
            PACKAGE + "Lifeline",
            PACKAGE + "ModelServer",
            PACKAGE + "Runner",
            PACKAGE + "StoredModel");

    /** Small, and quick to start. */
    private static final String JVM_OPTIONS = "-Xmx16m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            + " -XX:-UsePerfData -XX:ReservedCodeCacheSize=16m -XX:MaxDirectMemorySize=64g -XX:-CreateCoredumpOnCrash";

    private final Path links;
    private final Path classes;
    private final Path java;

    private Launcher(Path links, Path classes, Path java) {
        this.links = links;
        this.classes = classes;
        this.java = java;
    }

    /** Lays classes into the folder. */
    static Launcher in(Path folder, Path javaHome) throws IOException {
        Path java = javaHome.resolve("bin").resolve("java");
        if (!Files.isExecutable(java)) {
            throw new FileNotFoundException("the stand-ins need a Java launcher, and " + java + " is none");
        }
        Launcher launcher = new Launcher(
                Files.createDirectory(folder.resolve("bin")), Files.createDirectory(folder.resolve("classes")), java);
        for (String name : CLASSES) {
            launcher.layClass(name + ".class");
        }
        return launcher;
    }

    private void layClass(String file) throws IOException {
        ClassLoader loader = Launcher.class.getClassLoader();
        try (InputStream code = loader == null ? null : loader.getResourceAsStream(file)) {
            if (code == null) {
                throw new FileNotFoundException(file + " is missing in this build");
            }
            Path target = classes.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(code, target);
        }
    }

    /** Starts a process that holds memory; at first none. */
    StandIn holder(String name, long limitBytes) throws IOException {
        return StandIn.of(
                name,
                start(
                        name,
                        List.of(Holder.class.getName(), Long.toString(limitBytes), Long.toString(LIFE_SECONDS)),
                        ProcessBuilder.Redirect.DISCARD));
    }

    /** Starts a model server that has these models on its disk. */
    StandInServer modelServer(List<ModelOnDisk> models) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(ModelServer.SERVE, link(ModelServer.FRONT).toString(), Long.toString(LIFE_SECONDS)));
        models.forEach(model -> arguments.add(model.argument()));
        return StandInServer.of(
                StandIn.of(ModelServer.FRONT, start(ModelServer.FRONT, arguments, ProcessBuilder.Redirect.PIPE)));
    }

    private Process start(String name, List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(link(name).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(classes.toFile())
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "LD_LIBRARY_PATH"));
        environment.put("JDK_JAVA_OPTIONS", JVM_OPTIONS);
        environment.put("CLASSPATH", classes.toString());
        // Otherwise the C library keeps what is given back once, for the next time.
        environment.put("MALLOC_MMAP_THRESHOLD_", "131072");
        return builder.start();
    }

    private Path link(String name) throws IOException {
        Path link = links.resolve(name);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, java);
        }
        return link;
    }
}
