package dev.shatter.measure.output;

import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Measures of a network's outputs: errors, cross-entropy, entropy, the memorisation index. */
public final class OutputMeasures {
    private static final String JIANG = "Jiang et al. 2020, arXiv:1912.02178";

    private OutputMeasures() {}

    public static List<Measure> all() {
        return List.of(
                Line.of("train-error", "training error", "Rhat = (1/n) #{m_i <= 0}", "1", s -> proportion(s.outputs()))
                        .costs(Cost.FORWARD)
                        .needs(Need.TRAIN)
                        .reading("how much of the sample is not fitted; ties count as errors"),
                Line.of(
                                "test-error",
                                "test error",
                                "(1/n) #{m_i <= 0} on the test set",
                                "1",
                                s -> proportion(s.testOutputs()))
                        .costs(Cost.FORWARD)
                        .needs(Need.TEST)
                        .reading("an unbiased estimate of the risk, if nothing was chosen by it; ties count as errors,"
                                + " while a training's accuracy gives them to the lowest class; interval of"
                                + " Clopper and Pearson, 95 %")
                        .pitfall("the best of many checkpoints by test error is not an estimate any more"),
                Line.of(
                                "gap",
                                "test error minus training error",
                                "R - Rhat, estimated; signed",
                                "1",
                                OutputMeasures::gap)
                        .costs(Cost.FORWARD)
                        .needs(Need.TRAIN, Need.TEST)
                        .reading("what bounds are about, and what measures are judged by"),
                onTrain(
                                "cross-entropy",
                                "training cross-entropy",
                                "(1/n) sum -ln p_y",
                                "nats",
                                s -> s.outputs().crossEntropy())
                        .scale(Measure.Scale.ROOT)
                        .from(JIANG),
                onTrain(
                                "neg-entropy",
                                "negative entropy of the training outputs",
                                "(1/n) sum_i sum_c p_c ln p_c",
                                "nats",
                                s -> s.outputs().negativeEntropy())
                        .reading("near 0 where the network is sure of itself")
                        .from(JIANG),
                onTrain(
                                "darc",
                                "largest class mean of the outputs' size",
                                "max_k (1/n) sum_i |f_k(x_i)|",
                                "logit",
                                s -> s.outputs().size())
                        .reading("what the loss 'darc' adds to cross-entropy: a stand-in for the Rademacher complexity"
                                + " of the outputs on the sample")
                        .pitfall("grows with every epoch beyond a perfect fit under cross-entropy")
                        .from("Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468"),
                Line.of(
                                "memorisation-index",
                                "training accuracy on uniform random labels, rescaled",
                                "(acc - 1/K) / (1 - 1/K)",
                                "1",
                                s -> memorisation(s.outputs()))
                        .costs(Cost.FORWARD)
                        .needs(Need.TRAIN, Need.RANDOM_LABELS)
                        .reading("1: every random label was fitted; 0: chance")
                        .pitfall("a lower estimate of what the architecture can fit; only for runs on random labels")
                        .from("Zhang et al. 2017, arXiv:1611.03530; rescaling of this project"));
    }

    private static Line onTrain(
            String name, String summary, String formula, String unit, ToDoubleFunction<Subject> value) {
        return Line.of(
                        name,
                        summary,
                        formula,
                        unit,
                        s -> Reading.exact(value.applyAsDouble(s)).n(s.n()))
                .costs(Cost.FORWARD)
                .needs(Need.TRAIN);
    }

    private static Reading proportion(Outputs outputs) {
        Interval interval = ProportionInterval.clopperPearson(outputs.errors(), outputs.count(), 0.95);
        return Reading.exact((double) outputs.errors() / outputs.count())
                .n(outputs.count())
                .between(interval.low(), interval.high());
    }

    private static Reading gap(Subject subject) {
        Outputs train = subject.outputs();
        Outputs test = subject.testOutputs();
        double error = (double) test.errors() / test.count();
        double fitted = (double) train.errors() / train.count();
        SortedMap<String, Double> parts = new TreeMap<>();
        parts.put("train", fitted);
        parts.put("test", error);
        return Reading.estimated(error - fitted, Math.sqrt(error * (1 - error) / test.count()))
                .n(test.count())
                .details(parts)
                .note("error of the test set only");
    }

    private static Reading memorisation(Outputs outputs) {
        double accuracy = 1 - (double) outputs.errors() / outputs.count();
        double chance = 1.0 / outputs.classes();
        return Reading.exact((accuracy - chance) / (1 - chance)).n(outputs.count());
    }
}
