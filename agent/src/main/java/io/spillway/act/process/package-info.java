/** Signals to processes. */
@NullMarked
package io.spillway.act.process;

import org.jspecify.annotations.NullMarked;
