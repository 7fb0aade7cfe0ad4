package dev.shatter.bound.calc;

import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import java.util.List;

/** Calculators of divergences of a diagonal Gaussian from an isotropic one. */
final class GaussianCalculators {
    private GaussianCalculators() {}

    /** In nats, of N(mean, diag variance) from N(priorMean, priorVariance I). */
    @FunctionalInterface
    interface Divergence {
        double of(double[] mean, double[] variance, double[] priorMean, double priorVariance);
    }

    static Calculator divergence(Theorem theorem, String name, Divergence divergence) {
        return Parameters.of(
                theorem,
                name,
                "nats",
                List.of(
                        Parameter.text("mean", "1,0.5", "w - w0 of each weight, absolute values"),
                        Parameter.text("variance", "0.1,0.2", "s of each weight"),
                        Parameters.positive("prior-variance", 0.5, "lambda")),
                o -> {
                    double[] mean = Parameters.list(o, "mean");
                    return Answer.of(divergence.of(
                            mean, Parameters.list(o, "variance"), new double[mean.length], o.number("prior-variance")));
                });
    }
}
