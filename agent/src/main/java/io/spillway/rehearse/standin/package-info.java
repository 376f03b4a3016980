/**
 * The stand-ins: programs of their own, each in a JVM of its own that sees these classes and the JDK alone. They end when the one who
 * started them ends.
 */
@NullMarked
package io.spillway.rehearse.standin;

import org.jspecify.annotations.NullMarked;
