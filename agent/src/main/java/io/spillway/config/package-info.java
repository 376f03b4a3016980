/** What the operator wants, as records. Imports nothing of ours. */
@NullMarked
package io.spillway.config;

import org.jspecify.annotations.NullMarked;
