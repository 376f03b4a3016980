package io.spillway.boot;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the JDK's HTTP server. A host that is started from the module path has only the modules that it asked for, and hardly
 * one asks for this one: then it comes from a layer of our own.
 */
final class HttpServerModule {
    private static final String NAME = "jdk.httpserver";

    private HttpServerModule() {}

    static ClassLoader loader() throws ClassNotFoundException {
        ModuleLayer boot = ModuleLayer.boot();
        if (boot.findModule(NAME).isPresent()) {
            return ClassLoader.getPlatformClassLoader();
        }
        Optional<ModuleReference> found = ModuleFinder.ofSystem().find(NAME);
        if (found.isEmpty()) {
            throw new ClassNotFoundException("this Java runtime has no module " + NAME);
        }
        // Found alone: with the whole of the JDK to choose from, the layer would define modules a second time.
        Configuration configuration =
                boot.configuration().resolve(new Only(found.get()), ModuleFinder.of(), Set.of(NAME));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader(NAME);
    }

    private record Only(ModuleReference module) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(module.descriptor().name()) ? Optional.of(module) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(module);
        }
    }
}
