package dev.shatter.bench;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Evaluation;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import java.util.List;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The plain loop of libtorch's own examples: fp32, images channel after channel, every layer one library call, gradients
 * accumulated by {@code backward()}, weights moved by libtorch's own SGD.
 *
 * <p>Batches are selected from one tensor, as in the lab's own loop: the examples' loader, which copies image by image,
 * would be slower.
 */
final class StockTraining implements Contestant {
    private final Network network;
    private final Batches train;
    private final Batches test;
    private final SGD optimizer;

    StockTraining(Dataset data, Network network, Variant sgd) {
        InputFormat format = new InputFormat(data.shape(), 0, true, null, false, false);
        this.network = network;
        this.train = Batches.of(data.train(), format, List.of());
        this.test = Batches.of(data.test(), format, List.of());
        try (StepScope scope = StepScope.open()) {
            SGDOptions options = new SGDOptions(1);
            options.momentum().put(sgd.number("momentum"));
            TensorVector parameters =
                    new TensorVector(network.parameters().values().toArray(new Tensor[0]));
            this.optimizer = scope.keep(new SGD(parameters, options));
        }
    }

    @Override
    public void step(int[] places, double rate) {
        try (StepScope scope = StepScope.open()) {
            Batch batch = train.take(places);
            optimizer.param_groups().get(0).options().set_lr(rate);
            optimizer.zero_grad();
            Tensor outputs = network.forward(batch.inputs(), Pass.TRAINING);
            Tensor loss = torch.cross_entropy_loss(outputs, batch.labels());
            loss.backward();
            optimizer.step();
            // As the examples do, to print it.
            loss.item_float();
        }
    }

    @Override
    public Evaluation test() {
        return Evaluation.of(network, Losses.CATALOGUE.get("cross-entropy"), test);
    }

    @Override
    public void close() {
        optimizer.close();
        train.close();
        test.close();
        network.close();
    }
}
