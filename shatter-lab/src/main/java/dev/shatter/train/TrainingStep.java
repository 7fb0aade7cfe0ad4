package dev.shatter.train;

import dev.shatter.core.Variant;
import dev.shatter.network.Backpropagation;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One update of a network's weights: forward, loss, gradient as the method makes it, optimiser. */
public final class TrainingStep implements AutoCloseable {
    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Variant method;
    private final @Nullable Mask mask;
    private final Own at;

    /** A plain step: {@link Methods#PLAIN}, without a mask. */
    public TrainingStep(Network network, Loss loss, Optimizer optimizer, boolean half) {
        this(network, loss, optimizer, half, Methods.PLAIN, null);
    }

    /**
     * The step for this network; owns none of its arguments.
     *
     * @param optimizer of the network's θ as one vector
     * @param half whether batches come in bf16: products then run in bf16, while loss, batch-norm statistics, the
     *     network's θ and the optimiser's state stay in fp32
     * @param method of {@link Methods}
     * @param mask holds weights at 0, which are set to 0 here; null = all are trained
     */
    public TrainingStep(
            Network network, Loss loss, Optimizer optimizer, boolean half, Variant method, @Nullable Mask mask) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        this.method = method;
        this.mask = mask;
        if (mask != null) {
            mask.apply(network);
        }
        this.at = !half && Backpropagation.covers(network.architecture())
                ? new Explicit()
                : new Recorded(WorkingWeights.of(network, half));
    }

    /**
     * A step's result, under the weights before it.
     *
     * @param loss mean loss of the batch
     * @param correct examples classified correctly
     * @param gradientNorm l2 norm of the gradient given to the optimiser; NaN if not asked for
     */
    public record Result(double loss, long correct, double gradientNorm) {}

    /** Trains on one batch. */
    public Result run(Batch batch, double rate, boolean norm) {
        try (StepScope scope = StepScope.open()) {
            Gradient gradient = Methods.CATALOGUE.get(method).gradient(method, at, batch, rate);
            List<Tensor> values = List.of(masked(gradient.values()));
            Result result =
                    new Result(gradient.loss(), gradient.correct(), norm ? JointNorm.joint(values) : Double.NaN);
            optimizer.step(values, rate);
            return result;
        }
    }

    /** The network's values and the optimiser's, for an exact resumption: views, to be filled in place. */
    public Map<String, Tensor> state() {
        return state(network, optimizer);
    }

    /** What later steps of this network by this optimiser depend on, by name: views. */
    static Map<String, Tensor> state(Network network, Optimizer optimizer) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> state.put("network." + name, tensor));
        network.buffers().forEach((name, tensor) -> state.put("network." + name, tensor));
        optimizer.state().forEach((name, tensor) -> state.put("optimizer." + name, tensor));
        return state;
    }

    private Tensor masked(Tensor gradient) {
        return mask == null ? gradient : mask.applied(gradient);
    }

    @Override
    public void close() {
        at.close();
    }

    /** The step's loss, with memory of its own. */
    private interface Own extends TrainingLoss, AutoCloseable {
        @Override
        void close();
    }

    /** By derivatives written out. */
    private final class Explicit implements Own {
        private final ExplicitGradients gradients;

        Explicit() {
            try (StepScope scope = StepScope.open()) {
                gradients = new ExplicitGradients(
                        List.of(network.architecture()), network.flat().unsqueeze(0), loss);
            }
        }

        @Override
        public Network network() {
            return network;
        }

        @Override
        public Gradient at(Batch batch) {
            gradients.at(new Batch(batch.inputs().unsqueeze(0), batch.labels().unsqueeze(0)), null);
            return new Gradient(
                    gradients.loss(0),
                    gradients.correct(0),
                    masked(gradients.values().select(0, 0)));
        }

        @Override
        public void close() {
            gradients.close();
        }
    }

    /** By autograd. */
    private final class Recorded implements Own {
        private final WorkingWeights weights;

        Recorded(WorkingWeights weights) {
            this.weights = weights;
        }

        @Override
        public Network network() {
            return network;
        }

        @Override
        public Gradient at(Batch batch) {
            weights.renew();
            Tensor outputs = weights.forward(batch.inputs(), Pass.LEAN_TRAINING);
            Tensor mean = loss.mean(outputs, batch.labels());
            return new Gradient(
                    mean.item_double(), Evaluation.correct(outputs, batch.labels()), masked(weights.gradient(mean)));
        }

        @Override
        public void close() {
            weights.close();
        }
    }
}
