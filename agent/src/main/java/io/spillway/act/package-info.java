/** Carries measures out: the only package that changes anything outside this JVM. */
@NullMarked
package io.spillway.act;

import org.jspecify.annotations.NullMarked;
