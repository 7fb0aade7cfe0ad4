package dev.shatter.curvature;

/**
 * An eigenvalue of a symmetric operator found by products alone.
 *
 * @param value Rayleigh quotient of the vector found
 * @param residual ‖A v - value · v‖ with ‖v‖ = 1: some eigenvalue lies within this distance
 * @param error distance to that eigenvalue, by the residual or, where the other values found leave a gap, by residual²/gap
 *     (Kato and Temple, with the gap as found)
 * @param products products A v it took
 * @param converged whether the error fell under the tolerance asked for
 */
public record Eigenvalue(double value, double residual, double error, int products, boolean converged) {}
