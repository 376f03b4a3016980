/** What the documentation says of keys, names and paths is what there is. */
@NullMarked
package io.spillway.docs;

import org.jspecify.annotations.NullMarked;
