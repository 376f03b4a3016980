/** The HTTP server: thin views over snapshots, operations into the guard's queue. */
@NullMarked
package io.spillway.http;

import org.jspecify.annotations.NullMarked;
