/** Reads the memory of cgroups, version 1 and 2. */
@NullMarked
package io.spillway.sense.cgroup;

import org.jspecify.annotations.NullMarked;
