package dev.shatter.measure.output;

import dev.shatter.core.Chance;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Reading;
import dev.shatter.measure.SearchBudget;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.stats.ProportionInterval;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Examples;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The critical sample ratio: the share of test inputs with a differently classified input in a small box around them, by
 * Langevin adversarial sample search (Arpit et al. 2017, arXiv:1706.05394).
 *
 * <p>x ← clip(x - a sign(∂g/∂x) + b N(0, I)) to the box of half-width r, once with g = f_k, the score of the class
 * predicted first, as in the paper, and once with the margin g = f_k - max_{j≠k} f_j; gradient at the iterate; an input is
 * critical once its class changes in either. A lower score need not lose: where all scores fall together, only the margin
 * finds the way. Steps are (a, b, r) = (0.25, 0.2, 0.3)/255 times a scale; a and b must move the input about a box in a step.
 *
 * <p>Both are searches, so the ratio is a lower estimate, and its interval has a lower end only: one-sided at 95 %.
 */
public final class CriticalSamples {
    private static final double ASCENT = 0.25 / 255;
    private static final double NOISE = 0.2 / 255;
    private static final double RADIUS = 0.3 / 255;
    private static final int STEPS = 20;
    private static final int BLOCK = 100;

    /** How often an input's scores are computed: two searches, each step forward, backward and forward again. */
    private static final int PASSES = 2 * 3 * STEPS;

    /** Test inputs looked at: the lower end lies about 0.04 below the ratio. */
    private static final int MOST = 500;

    private CriticalSamples() {}

    public static List<Measure> all() {
        return List.of(
                line("critical-sample-ratio", "0.3", 1),
                line("critical-sample-ratio-3", "3", 10)
                        .pitfall("for networks of few training examples, next to which the smaller box finds little"));
    }

    private static Line line(String name, String radius, double scale) {
        return Line.of(
                        name,
                        "share of test inputs with another class within " + radius + "/255 in every coordinate",
                        "#{x: argmax f(x') != argmax f(x) for some |x' - x|_inf <= " + radius + "/255} / n",
                        "1",
                        s -> measure(s, scale))
                .costs(Cost.SEARCH)
                .reads(Weights.PARAMETERS)
                .needs(Need.TEST)
                .reading("how much of the data lies next to a decision boundary; higher where noise was learned, and it"
                        + " rises during training")
                .pitfall("a lower estimate; the box is in the units of the network's input, which whitening stretches")
                .from("Arpit et al. 2017, arXiv:1706.05394; gradient at the iterate and descent of the margin"
                        + " besides, conventions of this project");
    }

    private static Reading measure(Subject subject, double scale) {
        subject.requireContinuousInputs();
        Network network = subject.network();
        Examples test = subject.test();
        int count = Math.min(Math.min(MOST, test.count()), SearchBudget.examples(network.architecture(), PASSES, MOST));
        long critical = 0;
        for (int from = 0; from < count; from += BLOCK) {
            try (StepScope scope = StepScope.open()) {
                Batch batch = test.slice(from, Math.min(BLOCK, count - from));
                critical += search(network, batch.inputs(), scale, Chance.seed(subject.seed(), "critical", from));
            }
        }
        double low = ProportionInterval.clopperPearsonLower(critical, count, 0.05);
        return Reading.searched((double) critical / count)
                .n(count)
                .between(low, Double.NaN)
                .note("with confidence 0.95 at least " + NoteNumber.text(low));
    }

    /** How many of a batch are critical. */
    public static long search(Network network, Tensor inputs, double scale, long seed) {
        Tensor first = predicted(network, inputs);
        boolean[] changed = new boolean[Math.toIntExact(inputs.size(0))];
        descend(network, inputs, first, CriticalSamples::score, scale, Chance.seed(seed, "score"), changed);
        descend(network, inputs, first, CriticalSamples::margin, scale, Chance.seed(seed, "margin"), changed);
        long count = 0;
        for (boolean one : changed) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Σ f_k over the batch. */
    private static Tensor score(Tensor scores, Tensor first) {
        return scores.gather(1, first.view(-1, 1)).sum();
    }

    /** Σ (f_k - max_{j≠k} f_j) over the batch. */
    private static Tensor margin(Tensor scores, Tensor first) {
        Tensor others = scores.scatter(1, first.view(-1, 1), new Scalar(Double.NEGATIVE_INFINITY))
                .amax(new long[] {1}, false);
        return score(scores, first).sub(others.sum());
    }

    private static void descend(
            Network network,
            Tensor inputs,
            Tensor first,
            BinaryOperator<Tensor> objective,
            double scale,
            long seed,
            boolean[] changed) {
        Tensor moved = inputs.clone();
        Tensor low = inputs.sub(new Scalar(RADIUS * scale));
        Tensor high = inputs.add(new Scalar(RADIUS * scale));
        for (int step = 0; step < STEPS; step++) {
            try (StepScope scope = StepScope.open()) {
                Tensor x = moved.detach().set_requires_grad(true);
                Tensor value = objective.apply(network.forward(x, Pass.EVALUATION), first);
                Tensor slope =
                        torch.grad(new TensorVector(value), new TensorVector(x)).get(0);
                Tensor noise = torch.randn(
                                inputs.shape(),
                                Generators.of(seed, "step", step),
                                new TensorOptions(torch.ScalarType.Float))
                        .to(inputs.scalar_type());
                Tensor next =
                        moved.sub(slope.sign(), new Scalar(ASCENT * scale)).add(noise, new Scalar(NOISE * scale));
                moved.copy_(torch.minimum(torch.maximum(next, low), high));
                long[] now = Tensors.longs(predicted(network, moved).ne(first));
                for (int i = 0; i < now.length; i++) {
                    changed[i] |= now[i] != 0;
                }
            }
            if (IntStream.range(0, changed.length).allMatch(i -> changed[i])) {
                break;
            }
        }
    }

    private static Tensor predicted(Network network, Tensor inputs) {
        return network.forward(inputs, Pass.EVALUATION).argmax(new org.bytedeco.pytorch.LongOptional(1), false);
    }
}
