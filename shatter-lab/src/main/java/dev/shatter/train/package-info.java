/**
 * One small training loop, with its losses, optimisers, schedules, augmentations, stop rules, listeners and checkpoints.
 *
 * <p>May import {@code torch}, {@code data}, {@code corrupt} and {@code network}. A study that needs something else here
 * needs a hook here, not a second loop: a {@link dev.shatter.train.Learner} says what a step of the {@link
 * dev.shatter.train.Loop} does, a {@link dev.shatter.train.Method} how its gradient is made, and listeners see the network at
 * the moments that are kept.
 */
@NullMarked
package dev.shatter.train;

import org.jspecify.annotations.NullMarked;
