/** Changes containers through Docker's API. */
@NullMarked
package io.spillway.act.docker;

import org.jspecify.annotations.NullMarked;
