/** Trained networks changed in a stated way, as experiments: every command takes the result like a training. */
@NullMarked
package dev.shatter.experiment.alter;

import org.jspecify.annotations.NullMarked;
