/** The composition: builds every part, owns threads and clocks, starts and stops the whole. */
@NullMarked
package io.spillway.app;

import org.jspecify.annotations.NullMarked;
