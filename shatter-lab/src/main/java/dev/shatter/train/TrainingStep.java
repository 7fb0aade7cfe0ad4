package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** One update of a network's weights: forward, loss, gradients, optimiser. */
public final class TrainingStep implements AutoCloseable {
    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final TensorVector parameters;

    /** The step for this network; owns none of its arguments. */
    public TrainingStep(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        try (StepScope scope = StepScope.open()) {
            this.parameters =
                    scope.keep(new TensorVector(network.parameters().values().toArray(new Tensor[0])));
        }
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
            Tensor outputs = network.forward(batch.inputs(), Pass.LEAN_TRAINING);
            Tensor mean = loss.mean(outputs, batch.labels());
            TensorVector found = torch.grad(new TensorVector(mean), parameters);
            List<Tensor> gradients = new ArrayList<>();
            for (long i = 0; i < found.size(); i++) {
                gradients.add(found.get(i));
            }
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
        parameters.close();
    }
}
