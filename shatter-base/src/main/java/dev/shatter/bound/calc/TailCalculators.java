package dev.shatter.bound.calc;

import dev.shatter.bound.Betting;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.Guarantee;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Markov;
import dev.shatter.bound.McDiarmid;
import dev.shatter.bound.Moments;
import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;

/** Calculators of further tails: bounded differences, moments, moment-generating functions, betting. */
final class TailCalculators {
    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    McDiarmid.THEOREM,
                    "mcdiarmid",
                    McDiarmid.THEOREM.summary(),
                    "tail exp(-2 eps^2 / (n c^2)); half-width c sqrt(n ln(1/delta) / 2)",
                    "half-width, unit of the function",
                    Guarantee.IN_PROBABILITY,
                    List.of(
                            Parameters.N,
                            Parameters.positive("c", 0.001, "how far one point can move the function; 1/n for a mean"),
                            Parameters.DELTA,
                            Parameters.nonNegative("eps", 0.1, "deviation whose probability is shown beside")),
                    o -> {
                        double squares = Math.max(o.number("n") * o.number("c") * o.number("c"), Double.MIN_NORMAL);
                        return Answer.of(McDiarmid.halfWidth(squares, o.number("delta")))
                                .and("tail at eps, one side", McDiarmid.tail(o.number("eps"), squares));
                    }),
            Parameters.of(
                    Moments.THEOREM,
                    "moments",
                    Moments.THEOREM.summary(),
                    "c_p = sqrt(p - 1) norm; half-width c_p / (sqrt(n) delta^(1/p)); tail (c_p / (eps sqrt(n)))^p",
                    "half-width, unit of the values",
                    Guarantee.IN_PROBABILITY,
                    List.of(
                            Parameters.N,
                            Parameter.number("p", 2.0, 2, 1000, "order of the moment"),
                            Parameters.nonNegative(
                                    "norm", 1.0, "(E|X - mu|^p)^(1/p); for p = 2 the standard deviation"),
                            Parameters.DELTA,
                            Parameters.positive("eps", 0.1, "deviation whose probability is shown beside")),
                    o -> {
                        double p = o.number("p");
                        double norm = o.number("norm");
                        double n = o.number("n");
                        return Answer.of(Moments.halfWidth(p, norm, n, o.number("delta")))
                                .and("c_p", Moments.constant(p, norm))
                                .and("c_p / sqrt(n)", Moments.constant(p, norm) / Math.sqrt(n))
                                .and("tail at eps, both sides", Moments.tail(o.number("eps"), p, norm, n));
                    }),
            Parameters.of(
                    Markov.THEOREM,
                    "chernoff-mgf",
                    "Chernoff's bound of an upper tail, from the moment-generating function of a known law",
                    "P(mean of n draws >= level) <= min over l >= 0 of exp(-n (l level - ln E exp(l X)))",
                    "probability",
                    Guarantee.EXACT,
                    List.of(
                            Parameter.choice(
                                    "law", List.of("exponential", "normal", "coin", "poisson", "uniform"), "of X"),
                            Parameters.count("n", 1L, 1, "independent draws"),
                            Parameter.number("mean", 1.0, 1e-9, 1e9, "E X; a coin's at most 1; uniform on [0, 2 mean]"),
                            Parameter.number("deviation", 1.0, 1e-9, 1e9, "standard deviation, of the normal law only"),
                            Parameter.number("level", 3.0, 0, 1e12, "of the mean of the draws")),
                    TailCalculators::chernoff),
            Parameters.of(
                    Betting.THEOREM,
                    "betting",
                    "upper limit of a mean",
                    List.of(
                            Parameter.text(
                                    "values", "0,0.2,0.1,0,0.3,0.1,0,0.2,0.1,0", "in [0, 1], as they were drawn"),
                            Parameter.integer("repeat", 1L, 1, 1000, "how often the list is gone through"),
                            Parameters.DELTA),
                    TailCalculators::betting));

    private TailCalculators() {}

    /** ln E e^{λX} of the law. */
    private static double logMoment(Variant o, double lambda) {
        double mean = o.number("mean");
        return switch (o.text("law")) {
            case "normal" -> lambda * mean + Math.pow(lambda * o.number("deviation"), 2) / 2;
            // ln(1 − p + p e^λ), without overflow.
            case "coin" -> lambda + Math.log(mean + (1 - mean) * Math.exp(-lambda));
            case "poisson" -> mean * Math.expm1(lambda);
            case "uniform" -> {
                double t = 2 * mean * lambda;
                yield t < 1e-8 ? t / 2 : t + Math.log(-Math.expm1(-t) / t);
            }
            default -> -Math.log1p(-lambda * mean);
        };
    }

    /** Beyond the best λ, and within the domain of the moment-generating function. */
    private static double largest(Variant o) {
        double mean = o.number("mean");
        double level = Math.max(o.number("level"), mean);
        return switch (o.text("law")) {
            case "normal" -> 2 * (level - mean) / Math.pow(o.number("deviation"), 2) + 1e-9;
            case "coin" -> 700;
            case "poisson" -> 2 * Math.log(level / mean) + 1e-9;
            case "uniform" -> 700 / (2 * mean);
            default -> (1 - 1e-12) / mean;
        };
    }

    private static Answer chernoff(Variant o) {
        double mean = o.number("mean");
        if (o.text("law").equals("coin") && mean > 1) {
            throw BadInput.in("calculator 'chernoff-mgf'", "a coin of mean " + mean, "give a mean of at most 1");
        }
        double level = o.number("level");
        double one = level > mean ? Markov.chernoff(level, l -> logMoment(o, l), largest(o)) : 1;
        return Answer.of(Math.pow(one, o.number("n")))
                .and("of one draw", one)
                .and("Markov, of one draw", level > 0 ? Markov.tail(mean, level) : Double.POSITIVE_INFINITY);
    }

    private static Answer betting(Variant o) {
        double[] once = Parameters.list(o, "values");
        int n = once.length * o.integer("repeat");
        double[] values = new double[n];
        Arrays.setAll(values, i -> once[i % once.length]);
        double delta = o.number("delta");
        double upper = Betting.upper(values, delta);
        double mean = Arrays.stream(values).average().orElse(0);
        double variance =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, n - 1);
        return Answer.of(upper)
                .and("mean", mean)
                .and("empirical Bernstein", EmpiricalBernstein.upper(Math.min(1, mean), variance, n, delta))
                .and("kl-Chernoff", KlChernoff.upper(Math.min(1, mean), n, delta));
    }
}
