package dev.shatter.bound.calc;

import dev.shatter.bound.DistributionShift;
import dev.shatter.bound.IndividualSample;
import dev.shatter.bound.LossyWeights;
import dev.shatter.bound.MeanOfGaussians;
import dev.shatter.bound.NoFreeLunch;
import dev.shatter.bound.NoisyBit;
import dev.shatter.bound.Supersampling;
import dev.shatter.bound.XuRaginsky;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** Bounds in expectation from information, and examples in which everything is known. */
final class InformationCalculators {
    private static final Parameter RANGE = Parameters.positive("range", 1.0, "length b - a of the loss's interval");
    private static final Parameter INFORMATIONS =
            Parameter.text("informations", "0.01,0.02,0.005", "nats, one an example or a pair of them");

    static final List<Calculator> ALL = List.of(
            Parameters.of(
                    XuRaginsky.THEOREM,
                    "xu-raginsky",
                    "mean gap",
                    List.of(Parameters.nonNegative("information", 100.0, "I(S;W) in nats"), RANGE, Parameters.N),
                    o -> Answer.of(XuRaginsky.of(o.number("information"), o.number("range"), Parameters.whole(o, "n"))
                            .value())),
            Parameters.of(
                    IndividualSample.THEOREM, "individual-sample", "mean gap", List.of(INFORMATIONS, RANGE), o -> {
                        double[] informations = Parameters.list(o, "informations");
                        double sum = 0;
                        for (double information : informations) {
                            sum += information;
                        }
                        return Answer.of(IndividualSample.of(informations, o.number("range"))
                                        .value())
                                .and(
                                        "xu-raginsky, if I(S;W) were their sum",
                                        XuRaginsky.of(sum, o.number("range"), informations.length)
                                                .value());
                    }),
            Parameters.of(
                    Supersampling.WEIGHTS,
                    "cmi",
                    "mean gap",
                    List.of(
                            Parameters.nonNegative("information", 50.0, "I(W;U|Z) in nats, at most n ln 2"),
                            Parameters.N),
                    o -> Answer.of(Supersampling.weights(o.number("information"), Parameters.whole(o, "n"))
                            .value())),
            Parameters.of(
                    Supersampling.PREDICTIONS,
                    "f-cmi",
                    "mean gap",
                    List.of(INFORMATIONS),
                    o -> Answer.of(Supersampling.predictions(Parameters.list(o, "informations"))
                            .value())),
            Parameters.of(
                    Supersampling.LOSSES,
                    "e-cmi",
                    "mean gap",
                    List.of(INFORMATIONS),
                    o -> Answer.of(Supersampling.losses(Parameters.list(o, "informations"))
                            .value())),
            Parameters.of(
                    Supersampling.KL_FORM,
                    "cmi-kl",
                    "mean risk",
                    List.of(Parameters.nonNegative("information", 0.05, "J in nats"), Parameters.RISK, Parameters.N),
                    o -> Answer.of(Supersampling.klForm(
                                            o.number("risk"), o.number("information"), Parameters.whole(o, "n"))
                                    .value())
                            .and(
                                    "J/ln 2, for risk 0 under 0-1 loss",
                                    Supersampling.interpolating(o.number("information"), Parameters.whole(o, "n"))
                                            .value())),
            Parameters.of(
                    LossyWeights.THEOREM,
                    "rate-distortion",
                    "mean gap",
                    List.of(
                            Parameters.nonNegative("information", 10.0, "I(S;W') in nats; for b bits of code b ln 2"),
                            Parameters.nonNegative("distortion", 0.01, "e, difference of the gaps"),
                            RANGE,
                            Parameters.N),
                    o -> Answer.of(LossyWeights.of(
                                    o.number("information"),
                                    o.number("distortion"),
                                    o.number("range"),
                                    Parameters.whole(o, "n"))
                            .value())),
            Parameters.of(
                    DistributionShift.THEOREM,
                    "out-of-distribution",
                    "mean gap",
                    List.of(
                            Parameters.nonNegative("information", 10.0, "I(S;W) in nats"),
                            Parameters.nonNegative("divergence", 0.02, "KL(mu||mu'), training from test, in nats"),
                            RANGE,
                            Parameters.N),
                    o -> Answer.of(DistributionShift.of(
                                    o.number("information"),
                                    o.number("divergence"),
                                    o.number("range"),
                                    Parameters.whole(o, "n"))
                            .value())),
            Parameters.of(
                    NoisyBit.THEOREM,
                    "noisy-bit",
                    "mean gap",
                    List.of(
                            Parameter.number("flip", 0.1, 0, 0.5, "q"),
                            Parameters.positive("range", 2.0, "length b - a of the loss's interval; 2 for [-1, 1]")),
                    InformationCalculators::noisyBit),
            Parameters.of(
                    MeanOfGaussians.THEOREM,
                    "gaussian-mean",
                    "mean gap",
                    List.of(
                            Parameters.count("n", 10L, 2, "examples"),
                            Parameter.number("deviation", 1.0, 1e-100, 1e100, "s"),
                            Parameter.number("noise", 0.1, 1e-100, 1e100, "tau, of the noise added to the mean"),
                            Parameters.count("coordinates", 1L, 1, "d")),
                    InformationCalculators::gaussianMean),
            Parameters.of(
                    NoFreeLunch.THEOREM,
                    "no-free-lunch",
                    "mean error on unseen points",
                    List.of(
                            Parameter.integer("points", 8L, 2, NoFreeLunch.MOST, "m, points there are"),
                            Parameter.integer("seen", 4L, 0, NoFreeLunch.MOST - 1, "n < m, points trained on"),
                            Parameter.choice("learner", NoFreeLunch.Learner.WORDS, "what it says of points not seen")),
                    o -> {
                        NoFreeLunch all = NoFreeLunch.of(
                                NoFreeLunch.Learner.of(o.text("learner")), o.integer("points"), o.integer("seen"));
                        return Answer.of(all.mean())
                                .and("of the target that suits it best", all.best())
                                .and("of the target that suits it least", all.worst());
                    }));

    private InformationCalculators() {}

    private static Answer noisyBit(Variant o) {
        NoisyBit bit = new NoisyBit(o.number("flip"));
        double range = o.number("range");
        return Answer.of(bit.gap(range))
                .and("I(S;W), nats", bit.information())
                .and("xu-raginsky, sqrt(2 s^2 I) with s = (b - a)/2", bit.bound(range))
                .and("with s taken for half of that, as sometimes printed", bit.wrongBound(range));
    }

    private static Answer gaussianMean(Variant o) {
        MeanOfGaussians mean = new MeanOfGaussians(Parameters.whole(o, "n"), o.number("deviation"));
        return Answer.of(mean.gap())
                .and("bound from I(W;Z_i)", mean.bound())
                .and("I(W;Z_i), nats", mean.information())
                .and(
                        "I(S;W) with noise, nats",
                        mean.noisyInformation(o.number("noise"), Parameters.whole(o, "coordinates")));
    }
}
