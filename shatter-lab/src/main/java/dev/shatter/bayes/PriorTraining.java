package dev.shatter.bayes;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.network.Network;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Schedules;
import dev.shatter.train.TrainingStep;
import java.util.Arrays;

/**
 * Trains a network on the prior's own examples: SGD with momentum 0.9 and weight decay 1e-5 on the cross-entropy, batches
 * of 128, the learning rate falling to 0 along half a cosine.
 */
final class PriorTraining {
    private static final int BATCH = 128;
    private static final Variant SGD = Optimizers.CATALOGUE.parse("sgd:momentum=0.9,weight-decay=1e-5");
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine");

    private PriorTraining() {}

    /**
     * Trains in place; batch-norm statistics follow, from these examples alone.
     *
     * @param examples those of the prior
     */
    static void run(Network network, Batches examples, int epochs, double rate, long seed, Progress progress) {
        int batch = Math.min(BATCH, examples.count());
        int each = examples.count() / batch;
        try (Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, network.parameters());
                TrainingStep step = new TrainingStep(network, Surrogate.CROSS_ENTROPY, optimizer, examples.half())) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                int[] order = Chance.of(seed, "prior", "order", epoch).permutation(examples.count());
                for (int i = 0; i < each; i++) {
                    int[] chosen = Arrays.copyOfRange(order, i * batch, (i + 1) * batch);
                    double passed = epoch + (double) i / each;
                    double factor = Schedules.CATALOGUE.get(COSINE).factor(COSINE, passed, epochs);
                    // Dropout and augmentation draw from the process-wide generator.
                    Generators.seed(seed, "prior", "noise", epoch, i);
                    try (StepScope scope = StepScope.open()) {
                        step.run(examples.take(chosen), rate * factor, false);
                    }
                    progress.at("training the prior", (long) epoch * each + i + 1, (long) epochs * each);
                }
            }
        }
    }
}
