/** A JMX client that runs in a JVM of its own with nothing but the JDK: it must not use any other class. */
@NullMarked
package io.spillway.manage.remote;

import org.jspecify.annotations.NullMarked;
