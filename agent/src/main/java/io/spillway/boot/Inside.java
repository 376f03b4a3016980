package io.spillway.boot;

/** What the inside needs of the Java runtime. */
final class Inside {
    private Inside() {}

    /** A runtime that was cut down by jlink would fail later, at the first use, with a worse text. */
    static void requireModules() {
        for (String module : new String[] {"java.management", "java.logging"}) {
            if (ModuleLayer.boot().findModule(module).isEmpty()) {
                throw new IllegalStateException(
                        "this Java runtime has no module " + module + ", which Spillway needs: use a full one");
            }
        }
    }
}
