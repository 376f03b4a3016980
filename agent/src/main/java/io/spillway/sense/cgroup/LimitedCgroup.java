package io.spillway.sense.cgroup;

import java.nio.file.Path;

/** A cgroup with a memory limit, as found at start. */
record LimitedCgroup(Path folder, CgroupVersion version, long limitBytes) {}
