/** The host as values: readings and the inventory. Reads; decides and changes nothing. */
@NullMarked
package io.spillway.sense;

import org.jspecify.annotations.NullMarked;
