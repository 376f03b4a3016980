package io.spillway.sense.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The file names and keys of the memory controller. */
enum CgroupVersion {
    V1("version 1", "memory.limit_in_bytes", "memory.usage_in_bytes"),
    V2("version 2", "memory.max", "memory.current");

    private static final byte[] INACTIVE_FILE_OF_ALL = "total_inactive_file ".getBytes(ISO_8859_1);
    private static final byte[] INACTIVE_FILE = "inactive_file ".getBytes(ISO_8859_1);

    final String words;
    final String limitFile;
    final String usageFile;

    CgroupVersion(String words, String limitFile, String usageFile) {
        this.words = words;
        this.limitFile = limitFile;
        this.usageFile = usageFile;
    }

    /** The key of {@code memory.stat} that tells the page cache which goes first, descendants included. */
    byte[] inactiveFileKey() {
        return switch (this) {
            case V1 -> INACTIVE_FILE_OF_ALL;
            case V2 -> INACTIVE_FILE;
        };
    }
}
