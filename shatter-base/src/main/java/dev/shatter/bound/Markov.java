package dev.shatter.bound;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/** Markov's inequality and what Chernoff makes of it by exponentiating. */
public final class Markov {
    public static final Theorem THEOREM = Theorem.named(
                    "markov", Guarantee.EXACT, "tail of a non-negative variable from its mean")
            .formula("P(X >= eps) <= E X / eps")
            .reading("a non-negative quantity is rarely many times its mean; no other knowledge is used")
            .assuming("X >= 0", "eps > 0")
            .pitfalls("a bound in expectation becomes one in probability only this way, at a factor 1/delta")
            .from("Markov 1884; Chernoff 1952");

    private Markov() {}

    /** E X / eps, raw: may exceed 1. */
    public static double tail(double mean, double eps) {
        return Domain.orVacuous(Domain.nonNegative("mean", mean) / Domain.positive("eps", eps));
    }

    /**
     * Chernoff's bound: P(X ≥ eps) ≤ min over λ in [0, largest] of e^{−λ eps} E e^{λX}; every λ is valid, so an inexact
     * minimum is too.
     *
     * @param logMoment λ ↦ ln E e^{λX}, convex, finite on [0, largest]
     */
    public static double chernoff(double eps, DoubleUnaryOperator logMoment, double largest) {
        Domain.positive("largest lambda", largest);
        double exponent = new BrentOptimizer(1e-12, 1e-14)
                .optimize(
                        new MaxEval(10_000),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(l -> logMoment.applyAsDouble(l) - l * eps),
                        new SearchInterval(0, largest))
                .getValue();
        return Domain.orVacuous(Math.exp(Math.min(0, exponent)));
    }
}
