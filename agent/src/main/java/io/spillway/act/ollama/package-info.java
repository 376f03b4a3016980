/** Changes what an Ollama server holds. */
@NullMarked
package io.spillway.act.ollama;

import org.jspecify.annotations.NullMarked;
