/** Reads a container engine that speaks Docker's API. */
@NullMarked
package io.spillway.sense.docker;

import org.jspecify.annotations.NullMarked;
