/** From an assessment and an inventory to a plan. Pure: no clock, no I/O, no state. */
@NullMarked
package io.spillway.plan;

import org.jspecify.annotations.NullMarked;
