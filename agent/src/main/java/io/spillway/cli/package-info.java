/** The command line. */
@NullMarked
package io.spillway.cli;

import org.jspecify.annotations.NullMarked;
