package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** Concentration of a mean from a finite p-th moment, p ≥ 2, where values are unbounded. */
public final class Moments {
    public static final Theorem THEOREM = Theorem.named(
                    "moments",
                    Guarantee.IN_PROBABILITY,
                    "how far a mean of unbounded values may lie from its expectation, from a moment")
            .formula("||mean - mu||_p <= c_p / sqrt(n), c_p = sqrt(p - 1) ||X - mu||_p; P(|mean - mu| >= eps) <="
                    + " (c_p / (eps sqrt(n)))^p")
            .reading("the more moments are finite the faster the tail falls in eps; the width falls like 1/sqrt(n) for"
                    + " all p >= 2; p = 2 is Chebyshev's inequality")
            .assuming("n independent values of one mean mu", "E|X - mu|^p is finite, and known", "p >= 2")
            .pitfalls(
                    "for p < 2 the rate is slower than 1/sqrt(n)", "the absolute value is needed: moments of odd order")
            .from("Marcinkiewicz and Zygmund 1937; constant: Rio 2009");

    private Moments() {}

    /** c_p = √(p−1) ‖X − μ‖_p. */
    public static double constant(double p, double norm) {
        if (!(p >= 2)) {
            throw BadInput.in("p", p + " is less than 2", "give a moment of order 2 or more");
        }
        return Math.sqrt(p - 1) * Domain.nonNegative("norm", norm);
    }

    /** (c_p/(eps √n))^p, raw: may exceed 1. */
    public static double tail(double eps, double p, double norm, double n) {
        double ratio = constant(p, norm) / (Domain.positive("eps", eps) * Math.sqrt(Domain.sampleSize(n)));
        return Domain.orVacuous(Math.exp(p * Math.log(ratio)));
    }

    /** c_p/(√n δ^{1/p}): |mean − μ| stays under it with probability 1 − δ. */
    public static double halfWidth(double p, double norm, double n, double delta) {
        return Domain.orVacuous(
                constant(p, norm) / Math.sqrt(Domain.sampleSize(n)) * Math.exp(-Math.log(Domain.delta(delta)) / p));
    }
}
