package dev.shatter.bound.calc;

import dev.shatter.bound.BinaryKl;
import dev.shatter.bound.CodeLength;
import dev.shatter.bound.Compression;
import dev.shatter.bound.DziugaiteRoy;
import dev.shatter.bound.Flatness;
import dev.shatter.bound.GaussianKl;
import dev.shatter.bound.Occam;
import dev.shatter.bound.PacBayes;
import dev.shatter.bound.SampledRisk;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Calculators of section D: PAC-Bayes and compression. */
final class PacBayesCalculators {
    private static final Parameter KL = Parameters.nonNegative("kl", 5000.0, "KL(Q||P) in nats");
    private static final Parameter IMAGES = Parameters.count("n", 60_000L, 1, "examples of the bound");
    private static final Parameter MEAN =
            Parameter.number("risk", 0.03, 0, 1, "mean loss over draws from the posterior");
    private static final Parameter DRAWS = Parameters.count("draws", 600_000L, 1, "N, independent draws");
    private static final Parameter DELTA_DRAWS =
            Parameter.number("delta-draws", 0.01, 1e-300, 0.999999, "failure probability of the drawing");

    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    PacBayes.THEOREM,
                    "pac-bayes",
                    PacBayes.THEOREM.summary(),
                    "c = (KL + ln(2 sqrt(n)/delta))/n; kl: klinv(risk, c); sqrt: risk + sqrt(c/2); quad: (sqrt(risk + c/2)"
                            + " + sqrt(c/2))^2; lambda: risk/(1 - l/2) + c/(l (1 - l/2)); catoni: (1 - exp(-b risk"
                            + " - (KL + ln(1/delta))/n))/(1 - exp(-b)); seeger: klinv(risk, (KL + ln((n+1)/delta))/n);"
                            + " mcallester: risk + sqrt((KL + ln(n/delta))/(2 (n-1))); bernstein: min over l = 1, 1/2, 1/4,"
                            + " … of risk + (e-2) l variance + (KL + ln(m/delta))/(l n)",
                    "risk of the stochastic network",
                    PacBayes.THEOREM.guarantee(),
                    List.of(
                            Parameter.choice(
                                    "form",
                                    List.of(
                                            "kl",
                                            "sqrt",
                                            "quad",
                                            "lambda",
                                            "catoni",
                                            "seeger",
                                            "mcallester",
                                            "bernstein"),
                                    "which bound"),
                            Parameter.number("risk", 0.03, 0, 1, "empirical risk of the posterior"),
                            KL,
                            IMAGES,
                            Parameters.DELTA,
                            Parameter.number("lambda", 0.0, 0, 1.999999, "in (0, 2); 0 takes the best (allowed)"),
                            Parameters.positive("beta", 1.0, "of Catoni's form, fixed beforehand"),
                            Parameter.number(
                                    "variance", 0.25, 0, 0.25, "of Bernstein's form: of the loss, known beforehand")),
                    PacBayesCalculators::pacBayes),
            GaussianCalculators.divergence(GaussianKl.THEOREM, "gaussian-kl", GaussianKl::diagonal),
            Parameters.of(
                    DziugaiteRoy.THEOREM,
                    "dziugaite-roy",
                    "risk of the stochastic network",
                    List.of(
                            MEAN,
                            DRAWS,
                            DELTA_DRAWS,
                            KL,
                            Parameter.integer("j", 130L, 1, 1_000_000, "grid index of the prior's variance"),
                            IMAGES,
                            Parameter.number("delta", 0.025, 1e-300, 0.999999, "failure probability of the bound")),
                    PacBayesCalculators::dziugaiteRoy),
            Parameters.of(
                    Flatness.THEOREM,
                    "flatness",
                    "risk of the stochastic network",
                    List.of(
                            MEAN,
                            DRAWS,
                            DELTA_DRAWS,
                            Parameters.nonNegative("distance", 10.0, "||w - w0||"),
                            Parameters.positive(
                                    "sigma", 0.1, "noise the weights tolerate; rounded to the grid 2^(-j/4)"),
                            IMAGES,
                            Parameters.DELTA),
                    PacBayesCalculators::flatness),
            Parameters.of(
                    Compression.THEOREM,
                    "compression",
                    "risk of the decoded network",
                    List.of(
                            Parameters.count("bits", 25_482L, 1, "C, size of the code without its length"),
                            Parameter.number("risk", 0.05, 0, 1, "empirical risk of the decoded network"),
                            IMAGES,
                            Parameters.DELTA),
                    o -> {
                        long bits = Parameters.whole(o, "bits");
                        return Answer.of(Compression.upper(o.number("risk"), bits, o.number("n"), o.number("delta")))
                                .and(
                                        "where no code word begins another",
                                        Occam.upper(
                                                o.number("risk"), Occam.nats(bits), o.number("n"), o.number("delta")))
                                .and("bits with their length", CodeLength.selfDelimited(bits))
                                .and("nats", Compression.nats(bits))
                                .and("nats, universal prior", Compression.universalNats(bits));
                    }));

    private PacBayesCalculators() {}

    private static Answer pacBayes(Variant o) {
        double risk = o.number("risk");
        double kl = o.number("kl");
        double n = o.number("n");
        double delta = o.number("delta");
        double c = PacBayes.budget(kl, n, delta);
        double lambda = o.number("lambda") == 0 ? PacBayes.bestLambda(risk, c) : o.number("lambda");
        double value = switch (o.text("form")) {
            case "sqrt" -> PacBayes.sqrt(risk, c);
            case "quad" -> PacBayes.quad(risk, c);
            case "lambda" -> PacBayes.lambda(risk, c, lambda);
            case "catoni" -> PacBayes.catoni(risk, kl, n, delta, o.number("beta"));
            case "seeger" -> PacBayes.seeger(risk, kl, n, delta);
            case "mcallester" -> PacBayes.mcAllester(risk, kl, n, delta);
            case "bernstein" -> PacBayes.bernstein(risk, o.number("variance"), kl, n, delta);
            default -> PacBayes.kl(risk, c);
        };
        return Answer.of(value).and("c, nats an example", c).and("best lambda", PacBayes.bestLambda(risk, c));
    }

    private static double sampled(Variant o) {
        return new SampledRisk(o.number("risk"), Parameters.whole(o, "draws"), o.number("delta-draws")).upper();
    }

    private static Answer dziugaiteRoy(Variant o) {
        double risk = sampled(o);
        int j = o.integer("j");
        double kl = o.number("kl");
        double n = o.number("n");
        double delta = o.number("delta");
        double c = DziugaiteRoy.budget(kl, j, n, delta);
        double original = DziugaiteRoy.originalBudget(kl, j, n, delta);
        return Answer.of(BinaryKl.upperInverse(risk, c))
                .and("empirical risk of the posterior, at most", risk)
                .and("c, nats an example", c)
                .and("the paper's own budget, nats an example", original)
                .and("with the paper's own budget", BinaryKl.upperInverse(risk, original))
                .and("prior variance lambda_j", DziugaiteRoy.PAPER.priorVariance(j))
                .and("total failure probability", delta + o.number("delta-draws"));
    }

    private static Answer flatness(Variant o) {
        double risk = sampled(o);
        int j = Flatness.index(o.number("sigma"));
        double square = o.number("distance") * o.number("distance");
        return Answer.of(BinaryKl.upperInverse(risk, Flatness.budget(square, j, o.number("n"), o.number("delta"))))
                .and("empirical risk of the posterior, at most", risk)
                .and("grid sigma", Flatness.sigma(j))
                .and("KL, nats", GaussianKl.isotropic(square, Flatness.sigma(j)))
                .and("total failure probability", o.number("delta") + o.number("delta-draws"));
    }
}
