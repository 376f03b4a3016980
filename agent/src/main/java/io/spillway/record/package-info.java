/** What happened: the journal, and what outcomes taught. */
@NullMarked
package io.spillway.record;

import org.jspecify.annotations.NullMarked;
