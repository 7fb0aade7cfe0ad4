/** Tests of the room. */
@NullMarked
package dev.shatter.experiment;

import org.jspecify.annotations.NullMarked;
