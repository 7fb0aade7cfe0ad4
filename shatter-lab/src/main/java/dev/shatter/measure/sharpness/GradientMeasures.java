package dev.shatter.measure.sharpness;

import dev.shatter.core.Chance;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.Vectors;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.SearchBudget;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.run.Trace;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Examples;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Measures of the gradients of the training loss, and of the speed of training. */
public final class GradientMeasures {
    /** Most single gradients for the gradient noise. */
    private static final int SINGLES = 1000;

    private GradientMeasures() {}

    public static List<Measure> all() {
        return List.of(
                gradient(
                                "grad-norm",
                                "length of the gradient of the training loss",
                                "||grad L||_2",
                                "nats / weight",
                                s -> Searches.of(s).gradientNorm())
                        .reading("near 0 at a minimum"),
                gradient(
                                "grad-noise",
                                "gradient noise at the end",
                                "(1/(m-1)) sum_i ||grad l_i - mean||_2^2",
                                "nats^2 / weight^2",
                                s -> Searches.of(s).gradientNoise())
                        .scale(Measure.Scale.ROOT)
                        .reading("how much single examples disagree about where to go")
                        .from("Jiang et al. 2020, arXiv:1912.02178"),
                gradient(
                                "grad-noise-epoch-1",
                                "gradient noise after the first epoch",
                                "(1/(m-1)) sum_i ||grad l_i - mean||_2^2",
                                "nats^2 / weight^2",
                                s -> noise(s, s.firstEpoch()))
                        .needs(Need.TRAIN, Need.FIRST_EPOCH)
                        .scale(Measure.Scale.ROOT)
                        .from("Jiang et al. 2020, arXiv:1912.02178"),
                gradient(
                                "gradient-noise-scale",
                                "gradient noise over the squared gradient",
                                "sum of variances / ||grad L||_2^2",
                                "examples",
                                GradientMeasures::noiseScale)
                        .reading("batches much smaller than this are mostly noise")
                        .pitfall("diverges at a minimum, where the gradient vanishes")
                        .from("McCandlish et al. 2018, arXiv:1812.06162"),
                Line.of(
                                "steps-to-0.1",
                                "steps to training cross-entropy 0.1",
                                "first t with L_t <= 0.1",
                                "steps",
                                s -> steps(s, 0, 0.1))
                        .needs(Need.TRACE)
                        .from("Jiang et al. 2020, arXiv:1912.02178")
                        .pitfall(
                                "known where the training was evaluated only (--evaluate); the interval says between which steps"),
                Line.of(
                                "steps-0.1-to-0.01",
                                "steps from training cross-entropy 0.1 to 0.01",
                                "t(0.01) - t(0.1)",
                                "steps",
                                s -> steps(s, 0.1, 0.01))
                        .needs(Need.TRACE)
                        .from("Jiang et al. 2020, arXiv:1912.02178")
                        .pitfall(
                                "known where the training was evaluated only (--evaluate); the interval says between which steps"),
                fisher("fisher-rao", "empirical Fisher-Rao norm, squared", "mean_i (w . grad l_i)^2", false)
                        .from("Liang, Poggio, Rakhlin and Stokes 2019, arXiv:1711.01530"),
                fisher(
                                "fisher-rao-model",
                                "Fisher-Rao norm under the model's own labels, squared",
                                "mean_i Var_{y ~ softmax}(w . grad l_i)",
                                true)
                        .from("Liang, Poggio, Rakhlin and Stokes 2019, arXiv:1711.01530"));
    }

    private static Line gradient(
            String name, String summary, String formula, String unit, Function<Subject, Reading> act) {
        return Line.of(name, summary, formula, unit, act)
                .costs(Cost.GRADIENTS)
                .reads(Weights.PARAMETERS)
                .needs(Need.TRAIN)
                .pitfall("not invariant to rescaling of layers (Dinh et al. 2017, arXiv:1703.04933)");
    }

    static Reading norm(Subject subject) {
        Examples examples = subject.sample(3);
        EmpiricalLoss loss = subject.lossOf(examples);
        Reading reading = Reading.exact(
                        Vectors.norm(loss.gradient(subject.network().flat())))
                .n(examples.count());
        return ofSample(subject, examples, reading);
    }

    /** Places of the examples whose single gradients are taken. */
    private static int[] places(Subject subject) {
        int n = subject.n();
        int m = Math.min(
                Math.min(n, SINGLES), SearchBudget.examples(subject.network().architecture(), 6, n));
        int[] order = Chance.of(subject.seed(), "measure", "grad-noise").permutation(n);
        return java.util.Arrays.copyOf(order, m);
    }

    static Reading noise(Subject subject, Network network) {
        int[] places = places(subject);
        Examples train = subject.train();
        try (StepScope all = StepScope.open()) {
            Tensor mean = torch.zeros_like(network.flat()).to(org.bytedeco.pytorch.global.torch.ScalarType.Double);
            double[] squares = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                try (StepScope scope = StepScope.open()) {
                    Batch one = train.slice(places[i], 1);
                    EmpiricalLoss loss =
                            new EmpiricalLoss(network, subject.loss(), Examples.of(one.inputs(), one.labels()));
                    Tensor gradient = loss.gradient(network.flat()).to(mean.scalar_type());
                    squares[i] = Vectors.dot(gradient, gradient);
                    mean.add_(gradient);
                }
            }
            int m = places.length;
            mean.div_(new Scalar((double) m));
            double sum = java.util.Arrays.stream(squares).sum();
            double mean2 = Vectors.dot(mean, mean);
            double variance = (sum - m * mean2) / (m - 1);
            double average = sum / m;
            double spread = java.util.Arrays.stream(squares)
                    .map(s -> (s - average) * (s - average))
                    .sum();
            Reading reading = m == subject.n()
                    ? Reading.exact(variance)
                    : Reading.estimated(variance, Math.sqrt(spread / (m - 1) / m));
            return reading.n(m).details(Map.of("squaredMeanGradient", mean2));
        }
    }

    private static Reading noiseScale(Subject subject) {
        Reading noise = Searches.of(subject).gradientNoise();
        double gradient = Searches.of(subject).gradientNorm().value();
        if (gradient == 0) {
            throw new Unmeasurable("the gradient is exactly 0");
        }
        double square = gradient * gradient;
        return noise.as(noise.value() / square, 1 / square);
    }

    private static Reading steps(Subject subject, double from, double to) {
        Trace trace = subject.trace();
        double[] step = trace.column("step");
        int end = first(trace, to);
        double value = step[end];
        double least = end == 0 ? value : step[end - 1];
        double most = value;
        if (from > 0) {
            int start = first(trace, from);
            value -= step[start];
            least -= step[start];
            most -= start == 0 ? step[start] : step[start - 1];
        }
        // The loss is looked at where the training was evaluated; it fell to the level at some step since the time
        // before.
        return Reading.exact(value).between(Math.max(0, least), most).note("to within an evaluation of the training");
    }

    /** The first row at which the loss is at most this. */
    private static int first(Trace trace, double level) {
        double[] loss = trace.column("trainLoss");
        for (int i = 0; i < loss.length; i++) {
            if (loss[i] <= level) {
                return i;
            }
        }
        throw new Unmeasurable("the training loss never fell to " + level);
    }

    /** w · ∇l_i is ⟨∂l_i/∂f, J_i w⟩: one directional derivative of the outputs gives it for all examples. */
    private static Line fisher(String name, String summary, String formula, boolean model) {
        return Line.of(
                        name,
                        summary,
                        formula,
                        "nats^2",
                        s -> model
                                ? Searches.of(s).fisherRao().model()
                                : Searches.of(s).fisherRao().empirical())
                .costs(Cost.GRADIENTS)
                .reads(Weights.FOLDED)
                .needs(Need.TRAIN)
                .reading("how much the outputs change when all weights grow together; invariant to rescaling of layers")
                .pitfall("near 0 on data that are fitted with confidence, whatever the network learned");
    }

    /** Both norms, from the same derivatives. */
    record FisherRao(Reading empirical, Reading model) {}

    /** Forward passes that a derivative of the outputs along a vector costs, by two backward passes. */
    private static final int DIRECTIONAL = 6;

    static FisherRao fisherRao(Subject subject) {
        Examples examples = subject.sample(DIRECTIONAL);
        EmpiricalLoss loss = subject.foldedLossOf(examples);
        Tensor theta = subject.folded().flat();
        int classes = subject.classes();
        double[] own = new double[examples.count()];
        double[] model = new double[examples.count()];
        int block = subject.network().architecture().block();
        for (int from = 0; from < examples.count(); from += block) {
            try (StepScope scope = StepScope.open()) {
                int count = Math.min(block, examples.count() - from);
                EmpiricalLoss.Directional along = loss.directional(theta, theta, from, count);
                double[] p = Tensors.doubles(
                        along.outputs().to(torch.ScalarType.Double).softmax(1));
                double[] slopes = Tensors.doubles(along.slopes());
                long[] labels = Tensors.longs(examples.slice(from, count).labels());
                for (int i = 0; i < count; i++) {
                    double mean = 0;
                    double second = 0;
                    for (int c = 0; c < classes; c++) {
                        mean += p[i * classes + c] * slopes[i * classes + c];
                    }
                    for (int c = 0; c < classes; c++) {
                        double off = slopes[i * classes + c] - mean;
                        second += p[i * classes + c] * off * off;
                    }
                    double first = mean - slopes[i * classes + Math.toIntExact(labels[i])];
                    own[from + i] = first * first;
                    model[from + i] = second;
                }
            }
        }
        return new FisherRao(mean(own, subject.n()), mean(model, subject.n()));
    }

    /** The mean over all n examples; of a sample with its standard error. */
    private static Reading mean(double[] values, int n) {
        int m = values.length;
        double mean = java.util.Arrays.stream(values).sum() / m;
        if (m == n) {
            return Reading.exact(mean).n(n);
        }
        double squares = java.util.Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .sum();
        return Reading.estimated(mean, Math.sqrt(squares / (m - 1) / m)).n(m);
    }

    /** Says of a number that it is of a part of the training set, where it is. */
    static Reading ofSample(Subject subject, Examples examples, Reading reading) {
        String part = "of the loss on " + examples.count() + " of the " + subject.n() + " training examples";
        return examples.count() == subject.n()
                ? reading
                : reading.note(reading.note().isEmpty() ? part : reading.note() + "; " + part);
    }
}
