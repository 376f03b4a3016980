/** HTTP over unix sockets. */
@NullMarked
package io.spillway.transport.unix;

import org.jspecify.annotations.NullMarked;
