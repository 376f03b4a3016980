/** What was changed at run time and is kept across restarts. */
@NullMarked
package io.spillway.record.settings;

import org.jspecify.annotations.NullMarked;
