/** A real container engine of the tests' own, and stand-ins for one. */
@NullMarked
package io.spillway.testing.docker;

import org.jspecify.annotations.NullMarked;
