/**
 * The log: SLF4J's provider inside the agent's class loader, and one sink for all of it. Neither {@code java.util.logging} nor
 * {@code System.Logger} is touched: both would end in the host's logging, or start it.
 */
@NullMarked
package io.spillway.app.log;

import org.jspecify.annotations.NullMarked;
