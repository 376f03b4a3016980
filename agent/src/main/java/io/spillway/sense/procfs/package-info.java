/** The host as {@code /proc} tells it: memory, pressure, processes. */
@NullMarked
package io.spillway.sense.procfs;

import org.jspecify.annotations.NullMarked;
