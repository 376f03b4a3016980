/** The show: stand-ins with real memory, and the real guard with these as its only scope. */
@NullMarked
package io.spillway.rehearse;

import org.jspecify.annotations.NullMarked;
