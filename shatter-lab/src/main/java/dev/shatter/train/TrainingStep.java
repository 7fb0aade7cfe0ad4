package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** One update of a network's weights: forward, loss, gradients, optimiser. */
public final class TrainingStep implements AutoCloseable {
    private final Loss loss;
    private final Optimizer optimizer;
    private final WorkingWeights weights;

    /**
     * The step for this network; owns none of its arguments.
     *
     * @param half whether batches come in bf16: products then run in bf16, while loss, batch-norm statistics, the
     *     network's θ and the optimiser's state stay in fp32
     */
    public TrainingStep(Network network, Loss loss, Optimizer optimizer, boolean half) {
        this.loss = loss;
        this.optimizer = optimizer;
        this.weights = WorkingWeights.of(network, half);
    }

    /**
     * What a step came to, under the weights before it.
     *
     * @param loss mean loss of the batch
     * @param correct examples classified correctly
     * @param gradientNorm l2 norm of the gradient; NaN if not asked for
     */
    public record Result(double loss, long correct, double gradientNorm) {}

    /** Trains on one batch. */
    public Result run(Batch batch, double rate, boolean norm) {
        try (StepScope scope = StepScope.open()) {
            weights.renew();
            Tensor outputs = weights.forward(batch.inputs(), Pass.LEAN_TRAINING);
            Tensor mean = loss.mean(outputs, batch.labels());
            List<Tensor> gradients = weights.gradients(mean);
            Result result = new Result(
                    mean.item_double(),
                    Evaluation.correct(outputs, batch.labels()),
                    norm ? Norms.joint(gradients) : Double.NaN);
            optimizer.step(gradients, rate);
            return result;
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
