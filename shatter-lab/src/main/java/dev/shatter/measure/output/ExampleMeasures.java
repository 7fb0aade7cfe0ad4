package dev.shatter.measure.output;

import dev.shatter.core.Chance;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How unlike each other the training examples are to the network: some are easy from every start, some matter more to
 * the loss than others. In noise no example is special (Arpit et al. 2017).
 */
public final class ExampleMeasures {
    private static final String SOURCE = "Arpit et al. 2017, arXiv:1706.05394";

    /** Initialisations, as in the paper. */
    private static final int STARTS = 100;

    private ExampleMeasures() {}

    public static List<Measure> all() {
        return List.of(
                Line.of(
                                "easy-examples",
                                "excess variance of the examples' error rates over 100 initialisations",
                                "Var_i(p_i) - p(1 - p)/100, p_i = share of 100 trainings that misclassify example i, p ="
                                        + " mean",
                                "1",
                                ExampleMeasures::easy)
                        .costs(Cost.TRAINING)
                        .needs(Need.TRAIN, Need.RETRAINING)
                        .reading("0 if all examples are equally hard; above it some are easy whatever the start")
                        .pitfall("trains as long as the run did: ask it of a run of one epoch, as the paper does")
                        .from(SOURCE),
                Line.of(
                                "loss-sensitivity-gini",
                                "inequality of the loss's sensitivity to the training inputs",
                                "sum_ij |g_i - g_j| / (2 n^2 mean g), g_i = |d l_i / d x_i|_1",
                                "1",
                                s -> Reading.exact(gini(sensitivities(s))).n(s.n()))
                        .costs(Cost.GRADIENTS)
                        .reads(Weights.PARAMETERS)
                        .needs(Need.TRAIN)
                        .reading(
                                "0: every example matters alike; near 1: few matter; higher for real data than for noise")
                        .pitfall("of the stored weights; the paper averages g over the first steps of training")
                        .from(SOURCE));
    }

    private static Reading easy(Subject subject) {
        int n = subject.n();
        long[] wrong = new long[n];
        for (int start = 0; start < STARTS; start++) {
            try (Network network = subject.retraining().reseeded(Chance.seed(subject.seed(), "easy", start))) {
                double[] margins = Outputs.of(network, subject.train()).margins();
                for (int i = 0; i < n; i++) {
                    wrong[i] += margins[i] <= 0 ? 1 : 0;
                }
            }
        }
        Spread spread = Spread.of(wrong, STARTS);
        return Reading.exact(spread.variance() - spread.binomial())
                .n(n)
                .details(Map.of("mean", spread.mean(), "variance", spread.variance(), "binomial", spread.binomial()));
    }

    /**
     * Error rates of examples over trials.
     *
     * @param mean p
     * @param variance of the rates over the examples
     * @param binomial p(1 - p)/trials: what chance alone gives
     */
    public record Spread(double mean, double variance, double binomial) {
        public static Spread of(long[] wrong, int trials) {
            double[] rates =
                    Arrays.stream(wrong).mapToDouble(w -> (double) w / trials).toArray();
            double mean = Arrays.stream(rates).average().orElse(Double.NaN);
            double variance = Arrays.stream(rates)
                    .map(r -> (r - mean) * (r - mean))
                    .average()
                    .orElse(Double.NaN);
            return new Spread(mean, variance, mean * (1 - mean) / trials);
        }
    }

    private static double[] sensitivities(Subject subject) {
        subject.requireContinuousInputs();
        Examples train = subject.train();
        double[] all = new double[train.count()];
        int rows = subject.network().architecture().block();
        for (int from = 0; from < all.length; from += rows) {
            try (StepScope scope = StepScope.open()) {
                Batch batch = train.slice(from, Math.min(rows, all.length - from));
                Tensor x = batch.inputs().detach().set_requires_grad(true);
                Tensor loss = subject.loss()
                        .each(subject.network().forward(x, Pass.EVALUATION), batch.labels())
                        .sum();
                Tensor slope =
                        torch.grad(new TensorVector(loss), new TensorVector(x)).get(0);
                double[] block = Tensors.doubles(slope.to(ScalarType.Double)
                        .abs()
                        .reshape(slope.size(0), -1)
                        .sum(1));
                System.arraycopy(block, 0, all, from, block.length);
            }
        }
        return all;
    }

    /** Gini coefficient, by sorting: Σ_i (2i - n - 1) g_(i) / (n Σ g). */
    public static double gini(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
            sum += sorted[i];
        }
        if (!(sum > 0)) {
            throw new Unmeasurable("the loss does not depend on any input");
        }
        return weighted / (sorted.length * sum);
    }
}
