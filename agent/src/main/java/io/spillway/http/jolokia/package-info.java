/** Jolokia, built by hand and closed in: the management beans over HTTP. */
@NullMarked
package io.spillway.http.jolokia;

import org.jspecify.annotations.NullMarked;
