/** What people want to see beside memory, by way of OSHI; loaded when it is first asked for. */
@NullMarked
package io.spillway.sense.oshi;

import org.jspecify.annotations.NullMarked;
