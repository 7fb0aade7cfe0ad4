/** Loss and error over lines and planes of weight space: slices, segments between networks, curves of low loss. */
@NullMarked
package dev.shatter.landscape;

import org.jspecify.annotations.NullMarked;
