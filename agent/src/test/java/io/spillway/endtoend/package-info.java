/** The product as a user starts it, against real memory, processes, model servers and engines. */
@NullMarked
package io.spillway.endtoend;

import org.jspecify.annotations.NullMarked;
