package dev.shatter.bench;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.network.Network;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Precision;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Evaluation;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainingStep;
import java.util.List;

/** The lab's own step as {@code train} runs it here: precision and memory layout chosen for the processor. */
final class AutoTraining implements Contestant {
    private final Network network;
    private final Batches train;
    private final Batches test;
    private final Optimizer optimizer;
    private final TrainingStep step;
    private final Loss loss = Losses.CATALOGUE.get("cross-entropy");

    AutoTraining(Dataset data, Network network, Variant sgd) {
        InputFormat format = new InputFormat(
                data.shape(),
                0,
                true,
                null,
                network.architecture().convolves(),
                Precision.AUTO.on(Machine.here()) == Precision.BF16);
        this.network = network;
        this.train = Batches.of(data.train(), format, List.of());
        this.test = Batches.of(data.test(), format, List.of());
        this.optimizer = Optimizers.CATALOGUE.get(sgd).create(sgd, network.parameters());
        this.step = new TrainingStep(network, loss, optimizer, format.half());
    }

    @Override
    public void step(int[] places, double rate) {
        try (StepScope scope = StepScope.open()) {
            step.run(train.take(places), rate, false);
        }
    }

    @Override
    public Evaluation test() {
        return Evaluation.of(network, loss, test);
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        train.close();
        test.close();
        network.close();
    }
}
