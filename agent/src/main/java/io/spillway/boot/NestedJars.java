package io.spillway.boot;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The jars inside the agent's jar, found by entry name. The index is a sorted array of name hash and position, 8 bytes an
 * entry: a map of the 11,000 names would take 2 MB of a heap of 24.
 */
final class NestedJars implements Closeable {
    static final String FOLDER = "META-INF/spillway/";
    private static final String PLAIN_FOLDER = "META-INF/spillway/plain/";

    private final SharedFile file;
    private final List<Zip> jars = new ArrayList<>();
    private final long[] jarStarts;
    private final Set<String> plain = new HashSet<>();
    private final long[] index;

    NestedJars(File outerJar) throws IOException {
        file = new SharedFile(outerJar);
        try {
            if (file.length() > Integer.MAX_VALUE) {
                throw new IOException(outerJar + " is larger than 2 GB, which is no jar of ours");
            }
            readOuter(outerJar);
            jarStarts = new long[jars.size()];
            for (int i = 0; i < jarStarts.length; i++) {
                jarStarts[i] = jars.get(i).start();
            }
            index = readInner();
        } catch (IOException | RuntimeException unreadable) {
            file.close();
            throw unreadable;
        }
    }

    private void readOuter(File outerJar) throws IOException {
        Zip outer = new Zip(file, outerJar.getName(), 0, file.length());
        byte[] directory = outer.directory();
        for (int at = 0; at < directory.length; at = Zip.nextEntry(directory, at)) {
            String name = Zip.entryName(directory, at);
            if (name.startsWith(PLAIN_FOLDER)) {
                plain.add(name);
            } else if (name.startsWith(FOLDER) && name.endsWith(".jar")) {
                Zip.Entry entry = outer.entryAt(outer.directoryAt() + at);
                if (!entry.stored()) {
                    throw new IOException(name + " in " + outerJar + " is compressed: the jar was packed again");
                }
                jars.add(new Zip(file, name.substring(FOLDER.length()), entry.contentAt(), entry.length()));
            }
        }
        if (jars.isEmpty()) {
            throw new IOException(outerJar + " holds only the entry points: take the jar that the build makes");
        }
        Collections.sort(jars);
    }

    private long[] readInner() throws IOException {
        long[] found = new long[1024];
        int count = 0;
        for (Zip jar : jars) {
            byte[] directory = jar.directory();
            for (int at = 0; at < directory.length; at = Zip.nextEntry(directory, at)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                int hash = hash(directory, Zip.nameAt(at), Zip.nameLength(directory, at));
                found[count++] = ((long) hash << 32) | (jar.directoryAt() + at);
            }
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Every entry of that name, in the order of the jars. */
    List<Zip.Entry> find(String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int hash = hash(bytes, 0, bytes.length);
        int at = Arrays.binarySearch(index, (long) hash << 32);
        List<Zip.Entry> entries = new ArrayList<>(1);
        for (int i = at < 0 ? -at - 1 : at; i < index.length && (int) (index[i] >> 32) == hash; i++) {
            long position = index[i] & 0xFFFFFFFFL;
            Zip.Entry entry = jarAt(position).entryAt(position);
            if (entry.name().equals(name)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /**
     * The name of the copy of that entry that lies unpacked in the outer jar, or an empty text. Jolokia parses addresses of resources
     * again from their text, which only an address of the JDK's own kind survives.
     */
    String plainCopy(Zip.Entry entry) {
        String jar = entry.zip().name();
        String copy = PLAIN_FOLDER + jar.substring(0, jar.length() - ".jar".length()) + "/" + entry.name();
        return plain.contains(copy) ? copy : "";
    }

    private Zip jarAt(long position) {
        int at = Arrays.binarySearch(jarStarts, position);
        return jars.get(at < 0 ? -at - 2 : at);
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
