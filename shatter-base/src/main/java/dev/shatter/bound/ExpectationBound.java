package dev.shatter.bound;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A bound on a gap averaged over samples and the algorithm's randomness: |E[R − R̂]| ≤ value. It says nothing about one
 * trained network and is never a {@link Certificate}; only Markov's inequality, at a factor 1/δ, leads from a
 * non-negative mean to a tail.
 *
 * @param theorem name in {@link Bounds}
 * @param value raw; +∞ outside the domain; never NaN
 * @param quantity what is bounded, as a formula
 * @param n examples
 * @param assumptions what must hold
 * @param source where the theorem is from
 */
@JsonPropertyOrder({"theorem", "value", "vacuous", "quantity", "n", "assumptions", "source"})
public record ExpectationBound(
        String theorem, double value, String quantity, long n, List<String> assumptions, String source) {
    /** What most of them bound. */
    static final String GAP = "|E[R - Rhat]|";

    public ExpectationBound {
        value = Domain.orVacuous(value);
        assumptions = List.copyOf(assumptions);
    }

    static ExpectationBound of(Theorem theorem, double value, String quantity, long n) {
        if (theorem.guarantee() != Guarantee.IN_EXPECTATION) {
            throw new IllegalArgumentException(theorem.name() + " does not hold in expectation");
        }
        return new ExpectationBound(theorem.name(), value, quantity, n, theorem.assumptions(), theorem.source());
    }

    /** At least 1: says nothing about a loss in [0, 1]. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean vacuous() {
        return value >= 1;
    }
}
