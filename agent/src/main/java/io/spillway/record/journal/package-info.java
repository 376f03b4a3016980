/** The history in memory, in the log and on disk. */
@NullMarked
package io.spillway.record.journal;

import org.jspecify.annotations.NullMarked;
