package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.spillway.sense.kernel.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the memory controller is mounted, and which version it is. */
record MemoryHierarchy(Path mount, CgroupVersion version) {
    /** @param sysFsCgroup {@code /sys/fs/cgroup} */
    static MemoryHierarchy find(Path sysFsCgroup) throws IOException {
        Path version1 = sysFsCgroup.resolve("memory");
        if (Files.exists(version1.resolve(CgroupVersion.V1.limitFile))) {
            return new MemoryHierarchy(version1, CgroupVersion.V1);
        }
        // With both versions mounted, version 2 stands in a folder of its own.
        for (Path version2 : List.of(sysFsCgroup, sysFsCgroup.resolve("unified"))) {
            Path controllers = version2.resolve("cgroup.controllers");
            if (Files.exists(controllers) && hasMemory(Files.readString(controllers, ISO_8859_1))) {
                return new MemoryHierarchy(version2, CgroupVersion.V2);
            }
        }
        throw new IOException("no memory controller under " + sysFsCgroup + ": neither " + version1
                + " (version 1) nor \"memory\" in cgroup.controllers (version 2)");
    }

    private static boolean hasMemory(String controllers) {
        return Stream.of(controllers.trim().split("\\s+")).anyMatch("memory"::equals);
    }

    /**
     * The cgroup at {@code path} or the one above it, up to the root, that has the smallest limit; the nearest of equal ones. A
     * larger limit further in never takes effect.
     */
    LimitedCgroup tightest(String path) throws IOException {
        Path own = folder(path);
        LimitedCgroup tightest = null;
        TextReader reader = new TextReader();
        for (Path folder = own; folder != null && folder.startsWith(mount); folder = folder.getParent()) {
            Path limitFile = folder.resolve(version.limitFile);
            if (Files.notExists(limitFile)) {
                continue; // the root of version 2 has none
            }
            long limitBytes = LimitText.parse(reader.read(limitFile.toString()));
            if (limitBytes != LimitText.UNLIMITED && (tightest == null || limitBytes < tightest.limitBytes())) {
                tightest = new LimitedCgroup(folder, version, limitBytes);
            }
        }
        if (tightest == null) {
            throw new IOException("the cgroup " + path + " has no memory limit: use host.source: host or budget");
        }
        return tightest;
    }

    /**
     * The folder of the cgroup. In a container that shares the host's view of cgroups the path is the host's, while the mount
     * begins with the container's own cgroup: then the mount itself is meant.
     */
    private Path folder(String path) throws IOException {
        if (!CgroupPaths.isVisible(path)) {
            throw new IOException("the cgroup \"" + path
                    + "\" of this process cannot be seen from inside its namespace: use host.source: host or budget");
        }
        Path folder = mount.resolve(path.substring(1)).normalize();
        return Files.isDirectory(folder) ? folder : mount;
    }
}
