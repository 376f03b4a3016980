/** One HTTP stack for model servers and the container engine: every call with its deadline. */
@NullMarked
package io.spillway.transport;

import org.jspecify.annotations.NullMarked;
