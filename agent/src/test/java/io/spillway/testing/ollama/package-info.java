/** A real Ollama for the tests, a stand-in that speaks its API, and models with random weights for both. */
@NullMarked
package io.spillway.testing.ollama;

import org.jspecify.annotations.NullMarked;
