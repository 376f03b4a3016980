package io.spillway.boot;

import java.io.File;
import java.util.Map;

/** What {@code java -jar} starts. */
public final class Main {
    private static final int SOFTWARE_FAULT = 70;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Inside.requireModules();
            File jar = OwnJar.find();
            // This JVM is Spillway's own; whoever attaches to it nevertheless is told so.
            Session.claimStandalone();
            SpillwayLoader loader = new SpillwayLoader(jar);
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> entry = loader.loadClass(Session.ENTRY);
            String version = Session.publish(entry, jar);
            Object status = entry.getMethod("main", String[].class, Map.class)
                    .invoke(null, args, Map.of("jar", jar.getPath(), "version", version));
            return (int) status;
        } catch (Throwable failure) {
            Complaint.tell("Spillway cannot run: ".concat(Complaint.describe(failure)));
            return SOFTWARE_FAULT;
        }
    }
}
