/** From readings to an assessment. Pure: no clock, no I/O, no state. */
@NullMarked
package io.spillway.assess;

import org.jspecify.annotations.NullMarked;
