/** What must run at large: in a throw-away machine where anything may be hurt. */
@NullMarked
package io.spillway.guest;

import org.jspecify.annotations.NullMarked;
