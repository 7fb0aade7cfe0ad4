package dev.shatter.landscape;

/**
 * How far loss and error rise on a way between two networks above the straight line between their values at the ends:
 * max_t L(t) - ((1 - t) L(0) + t L(1)), at least 0 (Frankle et al. 2020, arXiv:1912.05671, with the line instead of the mean).
 *
 * @param loss nats
 * @param standardError of {@code loss} over the training examples, the place taken as fixed; NaN if all of them were looked at
 * @param at where, from 0 to 1
 * @param error of the 0-1 error, from 0 to 1, where that is largest
 */
public record Barrier(double loss, double standardError, double at, double error) {}
