/** The first minutes of somebody who has just cloned the repository. */
@NullMarked
package io.spillway.newuser;

import org.jspecify.annotations.NullMarked;
