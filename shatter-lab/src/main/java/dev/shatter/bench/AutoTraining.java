package dev.shatter.bench;

import dev.shatter.data.Dataset;
import dev.shatter.experiment.train.Preparation;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Evaluation;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import dev.shatter.train.TrainingStep;

/** The lab's own step as {@code train} runs it here: examples prepared as for a run of this spec. */
final class AutoTraining implements Contestant {
    private final Network network;
    private final Trainer.Splits examples;
    private final Loss loss;
    private final Optimizer optimizer;
    private final TrainingStep step;

    AutoTraining(TrainSpec spec, Dataset data, Network network) {
        this.network = network;
        this.examples = Preparation.of(spec, data, network.architecture()).examples();
        this.loss = Losses.of(spec.loss());
        this.optimizer = Optimizers.CATALOGUE.get(spec.optimizer()).create(spec.optimizer(), network);
        this.step =
                new TrainingStep(network, loss, optimizer, examples.training().half());
    }

    @Override
    public void step(int[] places, double rate) {
        try (StepScope scope = StepScope.open()) {
            step.run(examples.training().take(places), rate, false);
        }
    }

    @Override
    public Evaluation test() {
        return Evaluation.of(network, loss, examples.test());
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        examples.close();
        network.close();
    }
}
