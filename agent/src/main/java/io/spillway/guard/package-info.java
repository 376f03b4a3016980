/** The loop that ties sense, assess, plan, act and record together, and the snapshot that it publishes. */
@NullMarked
package io.spillway.guard;

import org.jspecify.annotations.NullMarked;
