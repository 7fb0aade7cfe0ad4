package dev.shatter.bayes;

import dev.shatter.core.Chance;
import dev.shatter.data.Progress;
import dev.shatter.network.Architecture;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Independent draws of losses.
 *
 * <p>Without convolutions every example gets weights of its own: M passes over n points are M n independent draws whose
 * means average to R̂(Q). With convolutions a draw is one network and a batch of points chosen at random, which are
 * independent and each have mean R̂(Q).
 *
 * @param examples the points
 * @param passes how often every example is looked at, on average
 * @param seed of the draws
 */
record Drawing(Batches examples, int passes, long seed, Progress progress) {
    private static final int BLOCK = 1000;

    /** Points a drawn network is tried on: few, since networks count as draws, yet enough for means that vary little. */
    private static final int SHARED = 20;

    /** What is summed over a batch. */
    @FunctionalInterface
    interface Losses {
        /**
         * Sums over the batch, one a kind of loss.
         *
         * @param chance for all that is drawn
         */
        double[] sums(Batch batch, GeneratorOptional chance);
    }

    /**
     * Draws.
     *
     * @param architecture says which way
     * @param kinds number of losses
     * @return one a kind
     */
    List<Draws> run(Architecture architecture, int kinds, Losses losses) {
        return ExampleDraws.exact(architecture) ? byExample(kinds, losses) : byNetwork(kinds, losses);
    }

    private List<Draws> byExample(int kinds, Losses losses) {
        int n = examples.count();
        long draws = (long) passes * n;
        double[] sums = new double[kinds];
        for (int pass = 0; pass < passes; pass++) {
            long before = (long) pass * n;
            int current = pass;
            try (NoGradGuard off = new NoGradGuard()) {
                examples.inBlocks(BLOCK, (from, batch) -> {
                    double[] found = losses.sums(batch, Generators.of(seed, "posterior", "risk", current, from));
                    Arrays.setAll(sums, kind -> sums[kind] + found[kind]);
                    progress.at("drawing networks", before + from, draws);
                });
            }
        }
        return Arrays.stream(sums)
                .mapToObj(sum -> (Draws) new Draws.OfExamples(Math.min(1, sum / draws), draws))
                .toList();
    }

    /** Drawn networks, each on its own random batch. */
    private List<Draws> byNetwork(int kinds, Losses losses) {
        int n = examples.count();
        int shared = Math.min(SHARED, n);
        int draws = Math.toIntExact(Math.max(1, (long) passes * n / shared));
        double[][] means = new double[kinds][draws];
        for (int draw = 0; draw < draws; draw++) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                Chance places = Chance.of(seed, "posterior", "batch", draw);
                int[] chosen =
                        IntStream.range(0, shared).map(i -> places.nextInt(n)).toArray();
                double[] found = losses.sums(examples.take(chosen), Generators.of(seed, "posterior", "network", draw));
                for (int kind = 0; kind < kinds; kind++) {
                    means[kind][draw] = Math.min(1, found[kind] / shared);
                }
            }
            progress.at("drawing networks", draw + 1L, draws);
        }
        return Arrays.stream(means)
                .map(values -> (Draws) new Draws.OfNetworks(values))
                .toList();
    }
}
