/** Small measurements, each a main class that prints JSON lines. */
@NullMarked
package io.spillway.bench;

import org.jspecify.annotations.NullMarked;
