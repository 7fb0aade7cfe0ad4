package dev.shatter.bound.calc;

import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.Guarantee;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.SpectralComplexity;
import dev.shatter.bound.SpectralPacBayes;
import dev.shatter.bound.Stratification;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Calculators of section C and of stratification: norms and margins, all fixed beforehand. */
final class NormCalculators {
    private static final Parameter GAMMA = Parameters.positive("gamma", 1.0, "margin, unit of the network's output");
    private static final Parameter MARGIN_LOSS = Parameter.number("risk", 0.0, 0, 1, "empirical margin loss at gamma");
    private static final Parameter MEAN_SQUARE =
            Parameters.nonNegative("mean-square", 1.0, "mean ||x||^2 of the inputs");
    private static final Parameter IMAGES = Parameters.count("n", 60_000L, 1, "examples");

    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    FrobeniusProduct.THEOREM,
                    "golowich",
                    "risk",
                    List.of(
                            Parameters.nonNegative("product", 1.0, "product of the layers' Frobenius norms"),
                            Parameter.integer("layers", 3L, 1, 10_000, "L, weight layers"),
                            Parameter.integer("outputs", 10L, 1, 1_000_000, "K; 1 for a scalar output"),
                            GAMMA,
                            MEAN_SQUARE,
                            IMAGES,
                            Parameters.DELTA,
                            MARGIN_LOSS),
                    NormCalculators::golowich),
            Parameters.of(
                    SpectralComplexity.THEOREM,
                    "spectral",
                    "risk",
                    List.of(
                            Parameters.nonNegative("complexity", 1.0, "R_A, unless norms are listed"),
                            Parameter.text("spectral-norms", "", "s_i of the layers, as 2,1.5,3"),
                            Parameter.text("distances", "", "b_i = (2,1) distances from the reference, as 3,2.8,1"),
                            GAMMA,
                            MEAN_SQUARE,
                            Parameter.number("width", 784.0, 1, 1e12, "W, largest width, input and output included"),
                            IMAGES,
                            Parameters.DELTA,
                            MARGIN_LOSS),
                    NormCalculators::spectral),
            Parameters.of(
                    SpectralPacBayes.THEOREM,
                    "spectral-pac-bayes",
                    "risk",
                    List.of(
                            Parameters.nonNegative("product", 4.0, "product of squared spectral norms"),
                            Parameters.nonNegative("sum", 20.0, "sum of ||W_i||_F^2 / ||W_i||_2^2"),
                            Parameter.integer("layers", 2L, 1, 10_000, "L, weight layers"),
                            Parameter.number("dimension", 784.0, 1, 1e12, "h, largest dimension of any weight matrix"),
                            Parameters.nonNegative("largest-input", 1.0, "B, largest ||x||"),
                            GAMMA,
                            IMAGES,
                            Parameters.DELTA,
                            MARGIN_LOSS),
                    NormCalculators::pacBayes),
            new Calculator(
                    "stratification",
                    "price of a cap chosen after seeing the sample",
                    "penalty = ln Z + 2 ln(1 + |k|), k = ceil(lg(N / tau)), Z = pi^2/3 - 1",
                    "nats added to ln(1/delta)",
                    Guarantee.EXACT,
                    "union bound; Vapnik 1998",
                    List.of(
                            Parameters.nonNegative("value", 3.0, "N, the quantity measured"),
                            Parameters.positive("tau", 1.0, "unit of the grid, fixed beforehand"),
                            Parameters.DELTA),
                    o -> {
                        Stratification.Cap cap = Stratification.cap(o.number("value"), o.number("tau"));
                        return Answer.of(Stratification.penalty(cap))
                                .and("k", cap.k())
                                .and("cap tau 2^k", cap.cap())
                                .and("delta left", Stratification.delta(o.number("delta"), cap.k()));
                    }));

    private NormCalculators() {}

    private static double inputNorm(Variant o) {
        return Math.sqrt(o.number("mean-square") * o.number("n"));
    }

    private static Answer golowich(Variant o) {
        double n = o.number("n");
        double term = FrobeniusProduct.marginTerm(
                o.number("product"), o.number("gamma"), o.integer("layers"), o.integer("outputs"), inputNorm(o), n);
        double confidence = 3 * Hoeffding.twoSidedHalfWidth(n, o.number("delta"), 1);
        return Answer.of(o.number("risk") + term + confidence)
                .and("norm term", term)
                .and("confidence term", confidence)
                .and(
                        "loss 1-Lipschitz in one output, ||x|| <= 1: excess",
                        FrobeniusProduct.excess(o.number("product"), o.integer("layers"), n, o.number("delta")));
    }

    private static Answer spectral(Variant o) {
        double[] norms = Parameters.list(o, "spectral-norms");
        double complexity = norms.length == 0
                ? o.number("complexity")
                : SpectralComplexity.of(norms, Parameters.list(o, "distances"));
        double n = o.number("n");
        double q = SpectralComplexity.scale(complexity, o.number("gamma"), inputNorm(o), o.number("width"));
        return Answer.of(SpectralComplexity.upper(o.number("risk"), q, n, o.number("delta")))
                .and("spectral complexity R_A", complexity)
                .and("q", q)
                .and("2 Q", 2 * SpectralComplexity.dudley(q, n))
                .and("2 Q, loose form", 2 * SpectralComplexity.loose(q, n));
    }

    private static Answer pacBayes(Variant o) {
        int layers = o.integer("layers");
        double kl = SpectralPacBayes.divergence(
                o.number("product") * o.number("sum"),
                layers,
                o.number("largest-input"),
                o.number("dimension"),
                o.number("gamma"));
        double term = SpectralPacBayes.term(kl, layers, o.number("n"), o.number("delta"));
        return Answer.of(o.number("risk") + term).and("KL, nats", kl);
    }
}
