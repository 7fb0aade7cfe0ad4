package dev.shatter.bayes;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.network.Network;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Passes;
import dev.shatter.train.Schedules;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Minimises a bound over a posterior's means, its deviations and, where it is learnt, the prior's variance: Adam in {@link
 * PriorUnits}, the learning rate falling to a tenth along half a cosine, and the mean of the last fifth of the steps at the
 * end. The surrogate risk is of per-example draws ({@link ExampleDraws}); the divergence and its gradient are exact.
 */
final class PosteriorTraining implements AutoCloseable {
    private static final Variant ADAM = Optimizers.CATALOGUE.parse("adam");
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine:end=0.1");

    /** Share of the steps before averaging begins. */
    private static final double SETTLED = 0.8;

    private final Posterior posterior;
    private final Objective objective;
    private final Surrogate surrogate;
    private final TensorVector leaves;
    private final PriorUnits units;
    private final IterateAverage average;
    private final Optimizer optimizer;

    /**
     * How long and how fast.
     *
     * @param epochs passes over the examples
     * @param batch examples a step
     * @param rate first learning rate
     */
    record Budget(int epochs, int batch, double rate) {}

    PosteriorTraining(Posterior posterior, Prior prior, Objective objective, Surrogate surrogate) {
        this.posterior = posterior;
        this.objective = objective;
        this.surrogate = surrogate;
        Network mean = posterior.mean();
        try (StepScope scope = StepScope.open()) {
            leaves = scope.keep(new TensorVector(mean.parameters().values().toArray(new Tensor[0])));
            posterior.variance().parameters().values().forEach(leaves::push_back);
        }
        units = new PriorUnits(posterior, prior);
        average = new IterateAverage(units.free().values());
        optimizer = Optimizers.CATALOGUE.get(ADAM).create(ADAM, units.free());
    }

    /** ln λ as it stands: learnt, or the prior's own. */
    double logVariance() {
        return units.logVariance();
    }

    /** Trains on random batches of the examples. */
    void run(Batches examples, Budget budget, long seed, Progress progress) {
        Passes passes = new Passes(examples.count(), budget.batch(), budget.epochs());
        passes.run(pass -> Chance.of(seed, "posterior", "order", pass), (places, step) -> {
            double passed = (double) step / passes.each();
            double factor = Schedules.CATALOGUE.get(COSINE).factor(COSINE, passed, budget.epochs());
            try (StepScope scope = StepScope.open()) {
                step(examples.take(places), step, budget.rate() * factor, seed);
            }
            if (step >= SETTLED * passes.steps()) {
                average.add();
            }
            progress.at("optimising the stochastic network", step + 1, passes.steps());
        });
        average.write();
        units.place();
    }

    private void step(Batch batch, long step, double rate, long seed) {
        Tensor outputs =
                new ExampleDraws(posterior, Generators.of(seed, "posterior", "noise", step)).forward(batch.inputs());
        Tensor risk = surrogate.each(outputs, batch.labels()).mean();
        TensorVector found = torch.grad(new TensorVector(risk), leaves);
        long half = found.size() / 2;
        Objective.Slopes slopes = objective.at(risk.item_double(), units.divergence(), units.logVariance());
        Tensor byMean = Tensors.joined(found, 0, half);
        Tensor byVariance = Tensors.joined(found, half, found.size());
        optimizer.step(units.gradient(byMean, byVariance, slopes), rate);
        units.place();
    }

    @Override
    public void close() {
        leaves.close();
        units.close();
        average.close();
        optimizer.close();
    }
}
