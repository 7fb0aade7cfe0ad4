package dev.shatter.bound.calc;

import dev.shatter.bound.Disintegrated;
import dev.shatter.bound.GaussianRenyi;
import dev.shatter.bound.MajorityVote;
import dev.shatter.bound.PacBayes;
import dev.shatter.bound.PickToLearn;
import dev.shatter.bound.SampleCompression;
import dev.shatter.bound.SplitKl;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Calculators of what follows for one network or a vote, and of PAC-Bayes in steps. */
final class DeterministicCalculators {
    private static final Parameter POINTS = Parameters.count("n", 30_000L, 1, "N, points of the bound");
    private static final Parameter PICKED = Parameters.count("picked", 326L, 0, "k, points that were picked");

    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    Disintegrated.THEOREM,
                    "disintegrated",
                    "risk of the drawn network",
                    List.of(
                            Parameter.number("risk", 0.0125, 0, 1, "empirical risk of the drawn network"),
                            Parameters.nonNegative("divergence", 0.4, "Renyi divergence D_2(Q||P) in nats"),
                            POINTS,
                            Parameters.DELTA),
                    o -> Answer.of(Disintegrated.upper(
                                    o.number("risk"), o.number("divergence"), o.number("n"), o.number("delta")))
                            .and(
                                    "c, nats an example",
                                    Disintegrated.budget(o.number("divergence"), o.number("n"), o.number("delta")))),
            GaussianCalculators.divergence(GaussianRenyi.THEOREM, "gaussian-renyi", GaussianRenyi::diagonal),
            Parameters.of(
                    PickToLearn.THEOREM,
                    "pick-to-learn",
                    "risk of the network trained for it",
                    List.of(PICKED, POINTS, Parameters.DELTA),
                    o -> Answer.of(PickToLearn.upper(
                                    Parameters.whole(o, "picked"), Parameters.whole(o, "n"), o.number("delta")))
                            .and("picked share", (double) Parameters.whole(o, "picked") / Parameters.whole(o, "n"))),
            Parameters.of(
                    SampleCompression.THEOREM,
                    "sample-compression",
                    "risk of the network trained for it",
                    List.of(
                            Parameters.count("errors", 10L, 0, "errors on the points that were not picked"),
                            PICKED,
                            POINTS,
                            Parameters.DELTA),
                    DeterministicCalculators::sampleCompression),
            Parameters.of(
                    SplitKl.THEOREM,
                    "split-kl",
                    "bound of the mean",
                    List.of(
                            Parameter.number("lowest", -0.5, -1e9, 1e9, "b_0"),
                            Parameter.text("steps", "0.5,0.5,0.5", "b_j - b_{j-1}"),
                            Parameter.text("tails", "0.98,0.05,0.01", "shares of values >= b_j"),
                            Parameters.nonNegative("kl", 100.0, "KL(Q||P) in nats"),
                            POINTS,
                            Parameters.DELTA),
                    DeterministicCalculators::splitKl),
            Parameters.of(
                    MajorityVote.THEOREM,
                    "majority-vote",
                    MajorityVote.THEOREM.summary(),
                    "first-order: 2 klinv(risk, c), c = (KL + ln(2 sqrt(n)/delta))/n; tandem: 4 klinv(tandem, (2 KL +"
                            + " ln(2 sqrt(n)/delta))/n)",
                    "risk of the vote",
                    MajorityVote.THEOREM.guarantee(),
                    List.of(
                            Parameter.choice("form", List.of("first-order", "tandem"), "which bound"),
                            Parameter.number("risk", 0.03, 0, 1, "empirical risk of the posterior"),
                            Parameter.number("tandem", 0.01, 0, 1, "share of points on which two draws both err"),
                            Parameters.nonNegative("kl", 5000.0, "KL(Q||P) in nats"),
                            Parameters.count("n", 60_000L, 1, "examples of the bound"),
                            Parameters.DELTA),
                    DeterministicCalculators::vote));

    private DeterministicCalculators() {}

    private static Answer sampleCompression(Variant o) {
        long errors = Parameters.whole(o, "errors");
        long picked = Parameters.whole(o, "picked");
        long n = Parameters.whole(o, "n");
        double delta = o.number("delta");
        return Answer.of(SampleCompression.upper(errors, picked, n, delta))
                .and("kl form", SampleCompression.klForm(errors, picked, n, delta))
                .and("nats for the choice of points", SampleCompression.nats(picked, n));
    }

    private static Answer splitKl(Variant o) {
        double[] steps = Parameters.list(o, "steps");
        double[] values = new double[steps.length + 1];
        values[0] = o.number("lowest");
        for (int j = 0; j < steps.length; j++) {
            values[j + 1] = values[j] + steps[j];
        }
        double c = SplitKl.budget(o.number("kl"), Math.max(1, steps.length), o.number("n"), o.number("delta"));
        return Answer.of(SplitKl.upper(values, Parameters.list(o, "tails"), c)).and("c, nats an example", c);
    }

    private static Answer vote(Variant o) {
        double kl = o.number("kl");
        double n = o.number("n");
        double delta = o.number("delta");
        double first = 2 * PacBayes.kl(o.number("risk"), PacBayes.budget(kl, n, delta));
        double tandem = MajorityVote.tandem(o.number("tandem"), kl, n, delta);
        return o.text("form").equals("tandem")
                ? Answer.of(tandem).and("first-order", first)
                : Answer.of(first).and("tandem", tandem);
    }
}
