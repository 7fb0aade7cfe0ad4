package dev.shatter.curvature;

/**
 * An eigenvalue of a symmetric operator found by products alone.
 *
 * @param value Rayleigh quotient of the vector found
 * @param residual ‖A v - value · v‖ with ‖v‖ = 1: some eigenvalue lies within this distance
 * @param products products A v it took
 * @param converged whether the residual fell under the tolerance asked for
 */
public record Eigenvalue(double value, double residual, int products, boolean converged) {}
