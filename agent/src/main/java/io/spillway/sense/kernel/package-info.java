/** Text files of the kernel: kept open, read into kept buffers, parsed without garbage and apart from reading. */
@NullMarked
package io.spillway.sense.kernel;

import org.jspecify.annotations.NullMarked;
