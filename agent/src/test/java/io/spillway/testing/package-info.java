/** Builders for tests: each hides what does not matter. */
@NullMarked
package io.spillway.testing;

import org.jspecify.annotations.NullMarked;
