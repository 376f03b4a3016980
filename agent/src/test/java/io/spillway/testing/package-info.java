/** What the tests share: builders and the fakes that we keep. */
@NullMarked
package io.spillway.testing;

import org.jspecify.annotations.NullMarked;
