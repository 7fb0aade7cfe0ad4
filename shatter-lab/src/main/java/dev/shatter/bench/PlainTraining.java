package dev.shatter.bench;

import dev.shatter.data.Dataset;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Evaluation;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The step as it was before small networks were looked after, kept as a yardstick: fp32, autograd, loss and hits read after
 * every step, momentum a parameter at a time.
 */
final class PlainTraining implements Contestant {
    private final Network network;
    private final Trainer.Splits examples;
    private final Loss loss;
    private final Scalar momentum;
    private final List<Tensor> velocities = new ArrayList<>();
    private final TensorVector leaves;
    private int steps;

    PlainTraining(TrainSpec spec, Dataset data, Network network) {
        this.network = network;
        this.examples = Preparation.of(spec, data, network.architecture()).examples();
        this.loss = Losses.of(spec.loss());
        this.momentum = new Scalar(spec.optimizer().number("momentum"));
        try (StepScope scope = StepScope.open()) {
            network.parameters().values().forEach(p -> velocities.add(scope.keep(torch.zeros_like(p.detach()))));
            leaves = scope.keep(new TensorVector(network.parameters().values().toArray(new Tensor[0])));
        }
    }

    @Override
    public void step(int[] places, double rate) {
        try (StepScope scope = StepScope.open()) {
            Generators.seed(1, "step", steps++);
            Batch batch = examples.training().take(places);
            Tensor outputs = network.forward(batch.inputs(), Pass.LEAN_TRAINING);
            Tensor mean = loss.mean(outputs, batch.labels());
            TensorVector gradients = torch.grad(new TensorVector(mean), leaves);
            mean.item_double();
            try (NoGradGuard off = new NoGradGuard()) {
                outputs.detach()
                        .argmax(new LongOptional(1), false)
                        .eq(batch.labels())
                        .sum()
                        .item_long();
                int i = 0;
                for (Tensor weight : network.parameters().values()) {
                    Tensor velocity = velocities.get(i);
                    torch.add_out(velocity, gradients.get(i++), velocity, momentum);
                    weight.add_(velocity, new Scalar(-rate));
                }
            }
        }
    }

    @Override
    public Evaluation test() {
        return Evaluation.of(network, loss, examples.test());
    }

    @Override
    public void close() {
        velocities.forEach(Tensor::close);
        leaves.close();
        examples.close();
        network.close();
    }
}
