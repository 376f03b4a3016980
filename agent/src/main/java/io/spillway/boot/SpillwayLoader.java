package io.spillway.boot;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads everything of the agent but {@code boot}, and its libraries, from the jars inside the agent's jar. Its parent is the
 * platform loader, so that it never sees a class, a resource or a service file of the host, nor the host one of ours.
 */
final class SpillwayLoader extends ClassLoader implements Closeable {
    static {
        registerAsParallelCapable();
    }

    private static final String ATTACH = "com.sun.tools.attach.";
    private static final String HTTP_SERVER = "com.sun.net.httpserver.";

    private final File outerJar;
    private final NestedJars jars;
    private final NestedUrls urls;
    private final ProtectionDomain domain;
    private final Map<String, String> versions = new HashMap<>();
    private final Object httpServerLock = new Object();
    private @Nullable ClassLoader httpServerLoader;

    SpillwayLoader(File outerJar) throws IOException {
        super("spillway", ClassLoader.getPlatformClassLoader());
        this.outerJar = outerJar;
        jars = new NestedJars(outerJar);
        urls = new NestedUrls(jars);
        // It names no loader: a thread of the JDK (flight recording's) keeps it for ever, and would keep the loader
        // with it.
        domain = new ProtectionDomain(new CodeSource(outerJar.toURI().toURL(), (Certificate[]) null), null, null, null);
        // The host's -ea is meant for the host.
        clearAssertionStatus();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(ATTACH)) {
            // The JDK gives this module to the application's loader, which is not among our parents.
            return ClassLoader.getSystemClassLoader().loadClass(name);
        }
        if (name.startsWith(HTTP_SERVER)) {
            return httpServerLoader().loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            List<Zip.Entry> entries = jars.find(name.replace('.', '/').concat(".class"));
            if (entries.isEmpty()) {
                throw new ClassNotFoundException(name);
            }
            Zip.Entry entry = entries.get(0);
            byte[] code = entry.content();
            definePackageOf(name, entry.zip());
            return defineClass(name, code, 0, code.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name + " cannot be read from " + outerJar, unreadable);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        List<URL> found = addresses(name);
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(addresses(name));
    }

    private List<URL> addresses(String name) {
        try {
            List<URL> found = new ArrayList<>(1);
            for (Zip.Entry entry : jars.find(name)) {
                String copy = jars.plainCopy(entry);
                found.add(
                        copy.isEmpty()
                                ? urls.of(entry)
                                : URI.create("jar:" + outerJar.toURI() + "!/" + copy)
                                        .toURL());
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " cannot be read from " + outerJar, unreadable);
        }
    }

    private void definePackageOf(String className, Zip jar) throws IOException {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        if (getDefinedPackage(name) == null) {
            String version = versionOf(jar);
            try {
                definePackage(name, null, null, null, null, version.isEmpty() ? null : version, null, null);
            } catch (IllegalArgumentException anotherThreadWasFaster) {
                // It defined the same.
            }
        }
    }

    private String versionOf(Zip jar) throws IOException {
        synchronized (versions) {
            String known = versions.get(jar.name());
            if (known != null) {
                return known;
            }
        }
        String version = "";
        for (Zip.Entry entry : jars.find("META-INF/MANIFEST.MF")) {
            if (entry.zip() == jar) {
                Manifest manifest = new Manifest(new ByteArrayInputStream(entry.content()));
                String told = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                version = told == null ? "" : told;
            }
        }
        synchronized (versions) {
            versions.put(jar.name(), version);
        }
        return version;
    }

    private ClassLoader httpServerLoader() throws ClassNotFoundException {
        synchronized (httpServerLock) {
            if (httpServerLoader == null) {
                httpServerLoader = HttpServerModule.loader();
            }
            return httpServerLoader;
        }
    }

    @Override
    public void close() throws IOException {
        jars.close();
    }
}
