/** The memory controller of control groups, versions 1 and 2. */
@NullMarked
package io.spillway.sense.cgroup;

import org.jspecify.annotations.NullMarked;
