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
import dev.shatter.train.Passes;
import dev.shatter.train.Schedules;
import dev.shatter.train.TrainingStep;

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
        Passes passes = new Passes(examples.count(), BATCH, epochs);
        try (Optimizer optimizer = Optimizers.CATALOGUE.get(SGD).create(SGD, network.parameters());
                TrainingStep step = new TrainingStep(network, Surrogate.CROSS_ENTROPY, optimizer, examples.half())) {
            passes.run(pass -> Chance.of(seed, "prior", "order", pass), (places, i) -> {
                long pass = i / passes.each();
                long at = i % passes.each();
                double passed = pass + (double) at / passes.each();
                double factor = Schedules.CATALOGUE.get(COSINE).factor(COSINE, passed, epochs);
                // Dropout and augmentation draw from the process-wide generator.
                Generators.seed(seed, "prior", "noise", pass, at);
                try (StepScope scope = StepScope.open()) {
                    step.run(examples.take(places), rate * factor, false);
                }
                progress.at("training the prior", i + 1, passes.steps());
            });
        }
    }
}
