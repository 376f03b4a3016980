/** How long measures take, learnt from outcomes. */
@NullMarked
package io.spillway.record.durations;

import org.jspecify.annotations.NullMarked;
