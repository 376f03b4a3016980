/** The JVMs of this machine: which there are, and how the agent gets into one and out again. */
@NullMarked
package io.spillway.cli.jvm;

import org.jspecify.annotations.NullMarked;
