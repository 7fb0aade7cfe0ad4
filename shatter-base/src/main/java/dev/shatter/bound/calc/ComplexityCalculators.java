package dev.shatter.bound.calc;

import dev.shatter.bound.Cover;
import dev.shatter.bound.FiniteClass;
import dev.shatter.bound.Guarantee;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Rademacher;
import dev.shatter.bound.RandomSigns;
import dev.shatter.bound.ReluVcDimension;
import dev.shatter.bound.Robustness;
import dev.shatter.bound.SgdStability;
import dev.shatter.bound.UniformStability;
import dev.shatter.bound.Vapnik;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** Calculators of section B: classical complexity. */
final class ComplexityCalculators {
    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    Vapnik.THEOREM,
                    "vc",
                    "risk",
                    List.of(
                            Parameters.nonNegative("h", 3.0, "VC dimension"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK),
                    o -> Answer.of(Vapnik.upper(o.number("risk"), o.number("h"), o.number("n"), o.number("delta")))
                            .and(
                                    "complexity term",
                                    Vapnik.complexityTerm(o.number("h"), o.number("n"), o.number("delta")))
                            .and(
                                    "alternative 2 sqrt(2 (ln G(2n) + ln(2/delta)) / n)",
                                    Vapnik.alternativeTerm(o.number("h"), o.number("n"), o.number("delta")))),
            Parameters.of(
                    ReluVcDimension.THEOREM,
                    "vc-dimension",
                    "VC dimension, upper bound",
                    List.of(Parameter.integers(
                            "widths", List.of(784L, 600L, 600L, 1L), 1, 1_000_000_000, "input, hidden, output widths")),
                    o -> {
                        ReluVcDimension bound = ReluVcDimension.ofWidths(o.integers("widths"));
                        return Answer.of(bound.best())
                                .and("closed form", bound.closedForm())
                                .and("parameters", bound.parameters());
                    }),
            Parameters.of(
                    Rademacher.THEOREM,
                    "rademacher",
                    "uniform bound from Rademacher complexity, or a lower bound by training on random signs",
                    "loss: risk + 2 Rad + 3 sqrt(ln(2/delta)/(2n)); binary: risk + Rad + ...; expected: risk + 2 Rad"
                            + " + sqrt(ln(1/delta)/(2n)); linear: Rad = B sqrt(mean ||x||^2 / n); random-signs: Rad >="
                            + " correlation - sqrt(2 ln(1/delta)/(n draws))",
                    "risk (linear, random-signs: complexity)",
                    Guarantee.IN_PROBABILITY,
                    List.of(
                            Parameter.choice(
                                    "form",
                                    List.of("loss", "binary", "expected", "linear", "random-signs"),
                                    "which statement"),
                            Parameter.number("complexity", 0.1, 0, 1e9, "Rad (of the loss class, or of H for binary)"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK,
                            Parameters.nonNegative("norm", 1.0, "B, largest norm of w (linear)"),
                            Parameters.nonNegative("mean-square", 1.0, "mean ||x||^2 (linear)"),
                            Parameter.number("correlation", 1.0, -1, 1, "mean of 1 - 2 err on signs (random-signs)"),
                            Parameters.count("draws", 10L, 1, "sign vectors trained on (random-signs)")),
                    ComplexityCalculators::rademacher),
            Parameters.of(
                    Rademacher.THEOREM,
                    "massart",
                    "Rademacher complexity of a finite class of +-1 functions, upper bound",
                    "Rad <= sqrt(2 ln|H| / n)",
                    "complexity",
                    Guarantee.EXACT,
                    List.of(Parameters.count("size", 2L, 1, "|H|"), Parameters.N),
                    o -> Answer.of(Rademacher.massart(Math.log(o.number("size")), o.number("n")))),
            Parameters.of(
                    FiniteClass.THEOREM,
                    "finite-class",
                    "risk",
                    List.of(
                            Parameters.count("weights", 1000L, 0, "p, weights of the network"),
                            Parameter.number("bits", 8.0, 0, 64, "bits a weight"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK),
                    o -> {
                        double size = FiniteClass.logSize(o.number("weights"), o.number("bits"));
                        double n = o.number("n");
                        double delta = o.number("delta");
                        return Answer.of(FiniteClass.upper(o.number("risk"), size, n, delta))
                                .and("one-sided excess", FiniteClass.excess(size, n, delta))
                                .and("two-sided deviation", FiniteClass.deviation(size, n, delta))
                                .and("ln|H|, nats", size);
                    }),
            Parameters.of(
                    Occam.THEOREM,
                    "occam",
                    "risk",
                    List.of(
                            Parameters.nonNegative("bits", 8000.0, "length of the code word"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK),
                    ComplexityCalculators::occam),
            Parameters.of(
                    UniformStability.THEOREM,
                    "stability",
                    "risk",
                    List.of(
                            Parameters.nonNegative("beta", 1e-4, "uniform stability under removal"),
                            Parameters.positive("largest-loss", 1.0, "M"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.nonNegative("risk", 0.0, "empirical risk"),
                            Parameters.nonNegative("kappa", 1.0, "kernel bound, for the SVM's beta shown beside"),
                            Parameters.positive("lambda", 0.01, "regularisation, for the SVM's beta shown beside")),
                    o -> Answer.of(o.number("risk")
                                    + UniformStability.excess(
                                            o.number("beta"),
                                            o.number("largest-loss"),
                                            o.number("n"),
                                            o.number("delta")))
                            .and(
                                    "beta of a soft-margin SVM, kappa^2/(2 lambda n)",
                                    UniformStability.kernelBeta(
                                            1, o.number("kappa"), o.number("lambda"), o.number("n")))
                            .and(
                                    "largest hinge loss there",
                                    UniformStability.largestHinge(o.number("kappa"), o.number("lambda")))),
            Parameters.of(
                    SgdStability.THEOREM,
                    "sgd-stability",
                    SgdStability.THEOREM.summary(),
                    "convex: (2 Lip^2/n) steps rate; strongly-convex: 2 Lip^2/(gamma n); non-convex:"
                            + " (1 + 1/(s c))/(n-1) (2 c Lip^2)^(1/(s c + 1)) steps^(s c/(s c + 1))",
                    "mean gap",
                    Guarantee.IN_EXPECTATION,
                    List.of(
                            Parameter.choice("form", List.of("convex", "strongly-convex", "non-convex"), "the loss"),
                            Parameters.nonNegative("lipschitz", 1.0, "Lip of the loss in the weights"),
                            Parameters.positive("smoothness", 1.0, "s (non-convex)"),
                            Parameters.positive("c", 1.0, "steps at most c/t (non-convex)"),
                            Parameters.positive("gamma", 0.1, "strong convexity"),
                            Parameters.nonNegative("rate", 0.01, "step size (convex)"),
                            Parameters.count("steps", 1000L, 0, "number of steps"),
                            Parameters.N),
                    ComplexityCalculators::sgd),
            Parameters.of(
                    Robustness.THEOREM,
                    "robustness",
                    "risk",
                    List.of(
                            Parameters.count("cells", 100L, 1, "K, cells of the partition"),
                            Parameters.nonNegative("eps", 0.0, "largest difference of losses within a cell"),
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK),
                    o -> Answer.of(Robustness.upper(
                                    o.number("risk"),
                                    o.number("eps"),
                                    o.number("cells"),
                                    o.number("n"),
                                    o.number("delta")))
                            .and(
                                    "cell term",
                                    Robustness.cellTerm(o.number("cells"), 1, o.number("n"), o.number("delta")))),
            Parameters.of(
                    Cover.THEOREM,
                    "cover",
                    "labellings",
                    List.of(
                            Parameter.integer("n", 5L, 1, 100_000, "points in general position"),
                            Parameter.integer("d", 2L, 0, 100_000, "dimension")),
                    o -> {
                        BigInteger count = Cover.count(o.integer("n"), o.integer("d"));
                        // 2^n itself overflows a double beyond n = 1023; the share does not.
                        double share = new BigDecimal(count)
                                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(o.integer("n"))), MathContext.DECIMAL64)
                                .doubleValue();
                        return Answer.of(count.doubleValue()).and("share of 2^n", share);
                    }));

    private ComplexityCalculators() {}

    private static Answer rademacher(Variant o) {
        double complexity = o.number("complexity");
        double n = o.number("n");
        double delta = o.number("delta");
        double risk = o.number("risk");
        return switch (o.text("form")) {
            case "binary" -> Answer.of(Rademacher.upperBinary(risk, complexity, n, delta));
            case "expected" -> Answer.of(Rademacher.upperFromExpected(risk, complexity, n, delta));
            case "linear" -> Answer.of(o.number("norm") * Math.sqrt(o.number("mean-square") / n));
            case "random-signs" ->
                Answer.of(RandomSigns.binary(o.number("correlation"), n, o.number("draws"), delta)
                                .low())
                        .and("half-width", RandomSigns.halfWidth(n, o.number("draws"), delta));
            default -> Answer.of(Rademacher.upper(risk, complexity, n, delta));
        };
    }

    private static Answer occam(Variant o) {
        double nats = Occam.nats(o.number("bits"));
        double n = o.number("n");
        return Answer.of(Occam.upper(o.number("risk"), nats, n, o.number("delta")))
                .and("square-root form", Occam.sqrtForm(o.number("risk"), nats, n, o.number("delta")));
    }

    private static Answer sgd(Variant o) {
        long n = Parameters.whole(o, "n");
        double lipschitz = o.number("lipschitz");
        return Answer.of(
                switch (o.text("form")) {
                    case "strongly-convex" ->
                        SgdStability.stronglyConvex(lipschitz, o.number("gamma"), n)
                                .value();
                    case "non-convex" ->
                        SgdStability.nonConvex(lipschitz, o.number("smoothness"), o.number("c"), o.number("steps"), n)
                                .value();
                    default ->
                        SgdStability.convex(lipschitz, o.number("rate") * o.number("steps"), n)
                                .value();
                });
    }
}
