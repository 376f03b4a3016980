/** What a JVM of Spillway's own does to stay alive and quick when the host is short of memory. */
@NullMarked
package io.spillway.act.self;

import org.jspecify.annotations.NullMarked;
