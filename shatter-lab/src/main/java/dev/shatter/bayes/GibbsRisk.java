package dev.shatter.bayes;

import dev.shatter.bound.SampledRisk;
import dev.shatter.core.Chance;
import dev.shatter.data.Progress;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Losses;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The empirical risk of a stochastic network, by drawing.
 *
 * <p>Without convolutions every example gets weights of its own: M passes over n points are M n independent draws whose
 * means average to R̂(Q). With convolutions a draw is one network and a batch of points chosen at random, which are
 * independent and each have mean R̂(Q).
 *
 * @param error mean 0-1 loss; ties are errors
 * @param boundedCrossEntropy mean bounded cross-entropy
 * @param draws N, independent
 */
record GibbsRisk(double error, double boundedCrossEntropy, long draws) {
    private static final int BLOCK = 1000;

    /** Points a drawn network is tried on: few, since only networks count as draws. */
    private static final int SHARED = 20;

    /** Draws so often that every example is looked at {@code passes} times on average. */
    static GibbsRisk sample(Posterior posterior, Batches examples, int passes, long seed, Progress progress) {
        return ExampleDraws.exact(posterior.mean().architecture())
                ? byExample(posterior, examples, passes, seed, progress)
                : byNetwork(posterior, examples, passes, seed, progress);
    }

    private static GibbsRisk byExample(
            Posterior posterior, Batches examples, int passes, long seed, Progress progress) {
        int n = examples.count();
        Tally tally = new Tally();
        for (int pass = 0; pass < passes; pass++) {
            long before = (long) pass * n;
            int current = pass;
            try (NoGradGuard off = new NoGradGuard()) {
                examples.inBlocks(BLOCK, (from, batch) -> {
                    GeneratorOptional chance = Generators.of(seed, "posterior", "risk", current, from);
                    tally.add(new ExampleDraws(posterior, chance).forward(batch.inputs()), batch.labels());
                    progress.at("drawing networks", before + from, (long) passes * n);
                });
            }
        }
        return tally.risk((long) passes * n);
    }

    /** Drawn networks, each on its own random batch. */
    static GibbsRisk byNetwork(Posterior posterior, Batches examples, int passes, long seed, Progress progress) {
        int n = examples.count();
        int shared = Math.min(SHARED, n);
        long draws = Math.max(1, (long) passes * n / shared);
        Tally tally = new Tally();
        for (long draw = 0; draw < draws; draw++) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                Chance places = Chance.of(seed, "posterior", "batch", draw);
                int[] chosen = new int[shared];
                for (int i = 0; i < shared; i++) {
                    chosen[i] = places.nextInt(n);
                }
                Batch batch = examples.take(chosen);
                GeneratorOptional chance = Generators.of(seed, "posterior", "network", draw);
                tally.add(posterior.drawn(batch.inputs(), chance), batch.labels());
            }
            progress.at("drawing networks", draw + 1, draws);
        }
        return tally.risk(draws);
    }

    /** The 0-1 loss with its share of δ for the drawing. */
    SampledRisk errors(double delta) {
        return new SampledRisk(error, draws, delta);
    }

    /** The bounded cross-entropy with its share of δ for the drawing. */
    SampledRisk boundedCrossEntropies(double delta) {
        return new SampledRisk(boundedCrossEntropy, draws, delta);
    }

    private static final class Tally {
        private long errors;
        private double losses;
        private long count;

        void add(Tensor outputs, Tensor labels) {
            errors += Losses.errors(outputs, labels);
            double loss =
                    Surrogate.boundedCrossEntropy().each(outputs, labels).sum().item_double();
            losses += Double.isNaN(loss) ? labels.numel() : loss;
            count += labels.numel();
        }

        GibbsRisk risk(long draws) {
            return new GibbsRisk((double) errors / count, Math.min(1, losses / count), draws);
        }
    }
}
