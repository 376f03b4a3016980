/** Reads an Ollama server over its HTTP API, and its processes from {@code /proc}. */
@NullMarked
package io.spillway.sense.ollama;

import org.jspecify.annotations.NullMarked;
