/**
 * All that a host sees of the agent: the entry points, and a class loader that keeps the rest apart. It uses nothing but
 * {@code java.base} and {@code java.instrument}, and its contract with the inside is made of the JDK's types alone, because in a JVM
 * that once had an agent this package stays the one of the first jar for ever.
 *
 * <p>Here are no lambdas and, on the way to the host's {@code main()}, no concatenated strings: each costs its first user
 * several milliseconds, and that user would be the host.
 */
@NullMarked
package io.spillway.boot;

import org.jspecify.annotations.NullMarked;
