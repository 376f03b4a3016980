package io.spillway.sense.cgroup;

/** Which cgroup a process is in, from the text of {@code /proc/PID/cgroup}. */
public final class CgroupPaths {
    private CgroupPaths() {}

    /**
     * The path of the memory controller's cgroup on version 1 (also where both versions are mounted), the only one on version 2;
     * empty where the text has neither.
     */
    public static String memoryPath(String procPidCgroupText) {
        String unified = "";
        for (String line : procPidCgroupText.lines().toList()) {
            int controllers = line.indexOf(':');
            int path = line.indexOf(':', controllers + 1);
            if (controllers < 0 || path < 0) {
                continue;
            }
            String names = line.substring(controllers + 1, path);
            if (("," + names + ",").contains(",memory,")) {
                return line.substring(path + 1);
            }
            if (names.isEmpty() && line.startsWith("0:")) {
                unified = line.substring(path + 1);
            }
        }
        return unified;
    }

    /**
     * Whether the path can be looked up under the mount point. A cgroup outside of our own cgroup namespace is shown as {@code
     * /../name}: followed, it would lead out of the mount.
     */
    static boolean isVisible(String path) {
        return path.startsWith("/") && !(path + "/").contains("/../");
    }
}
