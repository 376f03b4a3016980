/** The MBeans: thin views over snapshots, operations into the guard's queue. */
@NullMarked
package io.spillway.manage;

import org.jspecify.annotations.NullMarked;
