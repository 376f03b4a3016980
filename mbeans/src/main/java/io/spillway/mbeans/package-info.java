/** The management interface: MXBeans, the records that they answer with, notification types and names. */
@NullMarked
package io.spillway.mbeans;

import org.jspecify.annotations.NullMarked;
