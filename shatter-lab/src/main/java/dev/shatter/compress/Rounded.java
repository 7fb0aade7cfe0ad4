package dev.shatter.compress;

/**
 * A network whose coordinates are rounded.
 *
 * @param levels q values of 16 bits
 * @param symbols level of each coordinate
 */
record Rounded(float[] levels, int[] symbols) {}
