/**
 * How fast this machine does the lab's work: contests between the lab's way and the plain way of the library it stands
 * on, alternating in one process, so that what a machine does beside them meets both alike.
 */
@NullMarked
package dev.shatter.bench;

import org.jspecify.annotations.NullMarked;
