/**
 * One small training loop, with its losses, optimisers, schedules, augmentations, stop rules, listeners and checkpoints.
 *
 * <p>May import {@code torch}, {@code data}, {@code corrupt} and {@code network}. A study that needs something else here
 * needs a hook here, not a second loop.
 */
@NullMarked
package dev.shatter.train;

import org.jspecify.annotations.NullMarked;
