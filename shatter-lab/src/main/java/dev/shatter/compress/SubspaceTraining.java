package dev.shatter.compress;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Passes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains the coordinates θ of a {@link Subspace}: first as numbers, then rounded to q levels, with the gradient at the
 * rounded weights passed straight through to θ (Bengio et al. 2013, arXiv:1308.3432) and summed over its coordinates for
 * each level. Adam throughout.
 *
 * <p>A coordinate takes the level k with the least (θ - c_k)² + t b_k w², where b_k is the code length of the symbol in bits
 * at its present frequency and w the first distance between levels: t, thrift, trades precision for shorter codes
 * (entropy-constrained quantisation: Chou, Lookabaugh and Gray 1989).
 */
final class SubspaceTraining implements AutoCloseable {
    private static final Variant ADAM = Optimizers.CATALOGUE.parse("adam");
    private static final Loss LOSS = Losses.CATALOGUE.get("cross-entropy");

    /** The first levels lie on a grid of so many standard deviations of θ in all. */
    private static final double SPREAD = 4.4;

    private final Network network;
    private final Batches examples;
    private final long seed;
    private final Tensor start;
    private final Tensor bucket;
    private final Tensor factor;
    private final Tensor theta;
    private final TensorVector leaves;

    SubspaceTraining(Network network, Subspace subspace, Batches examples, long seed) {
        this.network = network;
        this.examples = examples;
        this.seed = seed;
        try (StepScope scope = StepScope.open()) {
            int p = subspace.start().length;
            start = scope.keep(Tensors.of(subspace.start(), p));
            bucket = scope.keep(Tensors.of(subspace.bucket(), p));
            factor = scope.keep(Tensors.of(subspace.factor(), p));
            theta = scope.keep(Tensors.of(new float[subspace.dimension()], subspace.dimension()));
            leaves = scope.keep(new TensorVector(network.parameters().values().toArray(new Tensor[0])));
        }
    }

    /** θ as numbers, from 0; the rate falls to 0 along half a cosine. */
    void train(int epochs, int batch, double rate, Progress progress) {
        try (Optimizer optimizer = Optimizers.CATALOGUE.get(ADAM).create(ADAM, Map.of("theta", theta))) {
            run("numbers", epochs, batch, progress, (places, done) -> {
                Tensor gradient = gradient(places, theta);
                optimizer.step(List.of(gradient), rate * (1 + Math.cos(Math.PI * done)) / 2);
            });
        }
    }

    /**
     * What a rounded network is.
     *
     * @param levels q values of 16 bits
     * @param symbols level of each coordinate
     */
    record Rounded(float[] levels, int[] symbols) {}

    /**
     * θ rounded to q levels; rates fall linearly to 0.
     *
     * @param rate of θ
     * @param levelRate of the levels
     * @param thrift t ≥ 0
     * @param every epochs between two candidates
     * @param candidates is shown the rounded network from time to time and at the end
     */
    void round(
            int q,
            int epochs,
            int batch,
            double rate,
            double levelRate,
            double thrift,
            int every,
            Consumer<Rounded> candidates,
            Progress progress) {
        double width = SPREAD * theta.std(false).item_double() / q;
        float[] grid = new float[q];
        for (int k = 0; k < q; k++) {
            grid[k] = (float) ((k - (q - 1) / 2.0) * width);
        }
        double price = thrift * width * width;
        try (StepScope scope = StepScope.open()) {
            Tensor levels = Tensors.of(grid, q);
            Tensor lengths = Tensors.of(new float[q], q);
            int each = new Passes(examples.count(), batch, epochs).each();
            long[] steps = {0};
            try (Optimizer forTheta = Optimizers.CATALOGUE.get(ADAM).create(ADAM, Map.of("theta", theta));
                    Optimizer forLevels = Optimizers.CATALOGUE.get(ADAM).create(ADAM, Map.of("levels", levels))) {
                run("levels", epochs, batch, progress, (places, done) -> {
                    if (steps[0]++ % ((long) every * each) == 0) {
                        candidates.accept(rounded(levels, symbols(levels, lengths, price)));
                    }
                    Tensor symbols = symbols(levels, lengths, price);
                    Tensor gradient = gradient(places, levels.index_select(0, symbols));
                    Tensor counts =
                            torch.zeros_like(levels).index_add_(0, symbols, torch.ones_like(theta), new Scalar(1.0));
                    lengths.copy_(counts.add(new Scalar(0.5))
                            .div_(new Scalar(theta.numel() + q / 2.0))
                            .log2_()
                            .neg_());
                    Tensor forEach = torch.zeros_like(levels).index_add_(0, symbols, gradient, new Scalar(1.0));
                    forTheta.step(List.of(gradient), rate * (1 - done));
                    forLevels.step(List.of(forEach), levelRate * (1 - done));
                });
            }
            candidates.accept(rounded(levels, symbols(levels, lengths, price)));
        }
    }

    private Tensor symbols(Tensor levels, Tensor lengths, double price) {
        Tensor cost =
                theta.unsqueeze(1).sub(levels.unsqueeze(0)).square_().add_(lengths.unsqueeze(0), new Scalar(price));
        return cost.argmin(new LongOptional(1), false);
    }

    private static Rounded rounded(Tensor levels, Tensor symbols) {
        float[] values = Tensors.floats(levels);
        for (int k = 0; k < values.length; k++) {
            values[k] = NetworkCode.rounded(values[k]);
        }
        return new Rounded(
                values,
                Arrays.stream(Tensors.longs(symbols)).mapToInt(Math::toIntExact).toArray());
    }

    /** Mean cross-entropy's gradient with respect to the coordinates, at the weights of {@code at}. */
    private Tensor gradient(int[] places, Tensor at) {
        network.flat().copy_(at.index_select(0, bucket)).mul_(factor).add_(start);
        Tensor mean;
        TensorVector found;
        try (org.bytedeco.pytorch.AutoGradMode on = new org.bytedeco.pytorch.AutoGradMode(true)) {
            Batch batch = examples.take(places);
            mean = LOSS.mean(network.forward(batch.inputs(), Pass.LEAN_TRAINING), batch.labels());
            found = torch.grad(new TensorVector(mean), leaves);
        }
        Tensor whole = Tensors.joined(found, 0, found.size());
        return torch.zeros_like(theta).index_add_(0, bucket, whole.mul_(factor), new Scalar(1.0));
    }

    @FunctionalInterface
    private interface Step {
        void run(int[] places, double done);
    }

    private void run(String phase, int epochs, int batch, Progress progress, Step step) {
        Passes passes = new Passes(examples.count(), batch, epochs);
        passes.run(pass -> Chance.of(seed, "compress", phase, pass), (places, i) -> {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                step.run(places, (double) i / passes.steps());
            }
            progress.at("training " + phase, i + 1, passes.steps());
        });
    }

    @Override
    public void close() {
        start.close();
        bucket.close();
        factor.close();
        theta.close();
        leaves.close();
    }
}
