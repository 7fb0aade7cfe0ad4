package dev.shatter.bound.calc;

import dev.shatter.bound.Bernstein;
import dev.shatter.bound.BinaryKl;
import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.Guarantee;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Markov;
import dev.shatter.bound.MixedRisk;
import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.ProportionInterval;
import java.util.List;

/** Calculators of section A: tails of means and test-set bounds. */
final class ConcentrationCalculators {
    private static final Parameter ERRORS = Parameters.count("k", 0L, 0, "errors counted among the n examples");

    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    Hoeffding.THEOREM,
                    "hoeffding",
                    "how far a mean of values in [0, 1] may lie from its expectation",
                    "half-width = range sqrt(ln(1/delta) / (2 n)); two-sided ln(2/delta); tail exp(-2 n eps^2 / range^2)",
                    "half-width, unit of the values",
                    Guarantee.IN_PROBABILITY,
                    List.of(
                            Parameters.N,
                            Parameters.DELTA,
                            Parameters.RISK,
                            Parameter.number("eps", 0.1, 0, 1, "deviation whose probability is shown beside"),
                            Parameters.positive("range", 1.0, "length of the interval the values lie in"),
                            Parameter.flag("two-sided", false, "both sides at once")),
                    ConcentrationCalculators::hoeffding),
            Parameters.of(
                    Hoeffding.THEOREM,
                    "samples",
                    "examples that suffice to know one fixed predictor's risk to eps",
                    "n >= ln(2/delta) / (2 eps^2)",
                    "examples",
                    Guarantee.IN_PROBABILITY,
                    List.of(Parameter.number("eps", 0.05, 1e-9, 1, "accuracy of the risk"), Parameters.DELTA),
                    o -> {
                        double raw = Hoeffding.samples(o.number("eps"), o.number("delta"));
                        return Answer.of(Math.ceil(raw)).and("before rounding up", raw);
                    }),
            Parameters.of(
                    BinomialInversion.THEOREM,
                    "clopper-pearson",
                    "risk",
                    List.of(ERRORS, Parameters.N, Parameters.DELTA),
                    ConcentrationCalculators::clopperPearson),
            Parameters.of(
                    KlChernoff.THEOREM,
                    "chernoff",
                    "test-set bound for any loss in [0, 1], and the tail of n coins",
                    "R <= klinv(risk, ln(1/delta) / n); P(mean of n coins of bias p beyond q) <= exp(-n kl(q||p))",
                    "risk",
                    Guarantee.IN_PROBABILITY,
                    List.of(
                            Parameters.RISK,
                            Parameters.N,
                            Parameters.DELTA,
                            Parameter.number("q", 0.6, 0, 1, "mean whose tail is shown beside"),
                            Parameter.number("p", 0.5, 0, 1, "bias of the coins")),
                    o -> Answer.of(KlChernoff.upper(o.number("risk"), o.number("n"), o.number("delta")))
                            .and(
                                    "tail exp(-n kl(q||p))",
                                    KlChernoff.tail(o.number("n"), o.number("q"), o.number("p")))),
            new Calculator(
                    "kl",
                    "relative entropy of two coins",
                    "kl(q||p) = q ln(q/p) + (1-q) ln((1-q)/(1-p))",
                    "nats",
                    Guarantee.EXACT,
                    "Kullback and Leibler 1951",
                    List.of(
                            Parameter.number("q", 0.1, 0, 1, "first probability"),
                            Parameter.number("p", 0.2, 0, 1, "second probability")),
                    o -> {
                        double nats = BinaryKl.divergence(o.number("q"), o.number("p"));
                        return Answer.of(nats).and("bits", nats / Math.log(2));
                    }),
            new Calculator(
                    "klinv",
                    "largest probability within c nats of q",
                    "klinv(q, c) = max{p in [q, 1] : kl(q||p) <= c}",
                    "probability",
                    Guarantee.EXACT,
                    "Langford and Seeger 2001",
                    List.of(
                            Parameter.number("q", 0.1, 0, 1, "observed mean"),
                            Parameters.nonNegative("c", 0.02, "divergence allowed, in nats")),
                    o -> Answer.of(BinaryKl.upperInverse(o.number("q"), o.number("c")))
                            .and("lower inverse", BinaryKl.lowerInverse(o.number("q"), o.number("c")))
                            .and("Pinsker q + sqrt(c/2)", o.number("q") + Math.sqrt(o.number("c") / 2))),
            Parameters.of(
                    Bernstein.THEOREM,
                    "bernstein",
                    "risk",
                    List.of(
                            Parameters.RISK,
                            Parameter.number("variance", 0.25, 0, 0.25, "variance of the loss, known beforehand"),
                            Parameters.N,
                            Parameters.DELTA),
                    o -> Answer.of(
                            Bernstein.upper(o.number("risk"), o.number("variance"), o.number("n"), o.number("delta")))),
            Parameters.of(
                    EmpiricalBernstein.THEOREM,
                    "empirical-bernstein",
                    "risk",
                    List.of(
                            Parameters.RISK,
                            Parameter.number("variance", 0.25, 0, 0.5, "sample variance of the loss, divisor n - 1"),
                            Parameters.N,
                            Parameters.DELTA),
                    o -> Answer.of(EmpiricalBernstein.upper(
                            o.number("risk"), o.number("variance"), o.number("n"), o.number("delta")))),
            Parameters.of(
                    Markov.THEOREM,
                    "markov",
                    "probability",
                    List.of(
                            Parameters.nonNegative("mean", 1.0, "E X of a non-negative variable"),
                            Parameters.positive("eps", 3.0, "level")),
                    o -> Answer.of(Markov.tail(o.number("mean"), o.number("eps")))),
            Parameters.of(
                    MixedRisk.THEOREM,
                    "mixed-risk",
                    "risk",
                    List.of(
                            Parameter.number("clean", 0.02, 0, 1, "risk against the true labels"),
                            Parameter.number("corruption", 0.5, 0, 1, "share p of labels drawn at random"),
                            Parameter.integer("classes", 10L, 2, 1_000_000, "K")),
                    o -> Answer.of(MixedRisk.of(o.number("clean"), o.number("corruption"), o.integer("classes")))));

    private ConcentrationCalculators() {}

    private static Answer hoeffding(Variant o) {
        double n = o.number("n");
        double delta = o.number("delta");
        double range = o.number("range");
        double half = o.flag("two-sided")
                ? Hoeffding.twoSidedHalfWidth(n, delta, range)
                : Hoeffding.halfWidth(n, delta, range);
        return Answer.of(half)
                .and("risk + half-width", o.number("risk") + half)
                .and("tail at eps, one side", Hoeffding.tail(n, o.number("eps"), range))
                .and("tail at eps, both sides", Hoeffding.twoSidedTail(n, o.number("eps"), range));
    }

    private static Answer clopperPearson(Variant o) {
        long k = Parameters.whole(o, "k");
        long n = Parameters.whole(o, "n");
        double delta = o.number("delta");
        if (k > n) {
            throw BadInput.in("calculator 'clopper-pearson'", k + " errors among " + n + " examples", "give k <= n");
        }
        // By delta, not by level: 1 - delta is 1 for a small delta.
        double side = Math.max(delta / 2, Double.MIN_NORMAL);
        return Answer.of(BinomialInversion.upper(k, n, delta))
                .and("two-sided lower", ProportionInterval.clopperPearsonLower(k, n, side))
                .and("two-sided upper", ProportionInterval.clopperPearsonUpper(k, n, side))
                .and("kl-Chernoff", KlChernoff.upper((double) k / n, n, delta))
                .and("Hoeffding", Hoeffding.upper((double) k / n, n, delta));
    }
}
