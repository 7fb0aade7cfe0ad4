package dev.shatter.bench;

import dev.shatter.core.Chance;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Cohort;
import dev.shatter.train.CohortStep;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Pool;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Networks of one architecture that take their steps at once, each on batches of its own. */
final class CohortTraining implements TogetherBench.Way {
    private final Trainer.Splits examples;
    private final List<Network> networks;
    private final Cohort cohort;
    private final Optimizer optimizer;
    private final CohortStep step;
    private final Pool pool;
    private final int[] all;
    private final double[] rates;
    private final long[] noise;

    CohortTraining(TrainSpec spec, Trainer.Splits examples, Architecture architecture, int count) {
        this.examples = examples;
        this.all = IntStream.range(0, count).toArray();
        this.networks = Arrays.stream(all)
                .mapToObj(i -> Network.create(architecture, i + 1L))
                .toList();
        this.cohort = new Cohort(networks);
        this.optimizer = Optimizers.CATALOGUE
                .get(spec.optimizer())
                .create(Collections.nCopies(count, spec.optimizer()), Map.of("theta", cohort.theta()));
        this.step = new CohortStep(cohort, Losses.of(spec.loss()), optimizer);
        this.pool = new Pool(Collections.nCopies(count, examples.training()));
        this.rates = new double[count];
        this.noise = new long[count];
        Arrays.fill(rates, spec.optimizer().number("lr"));
    }

    @Override
    public int turn(int batches, Chance chance) {
        int n = examples.training().count();
        int steps = Math.max(1, batches / all.length);
        for (int i = 0; i < steps; i++) {
            int[][] places = new int[all.length][];
            Arrays.setAll(places, j -> TogetherBench.places(chance, n));
            try (StepScope scope = StepScope.open();
                    Pool.Order order = pool.order(all, places, TogetherBench.BATCH)) {
                step.run(pool.take(order, 0), rates, noise, false);
            }
        }
        return steps * all.length;
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        cohort.close();
        pool.close();
        networks.forEach(Network::close);
        examples.close();
    }
}
