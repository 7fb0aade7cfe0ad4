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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Minimises a bound over a posterior's means, its deviations and, where it is learnt, the prior's variance: Adam on w, ρ
 * and ln λ, the learning rate falling to 1 % along half a cosine. The surrogate risk is of per-example draws ({@link
 * ExampleDraws}); the divergence and its gradient are exact.
 */
final class PosteriorTraining implements AutoCloseable {
    private static final Variant ADAM = Optimizers.CATALOGUE.parse("adam");
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine:end=0.01");

    private final Posterior posterior;
    private final Prior prior;
    private final Objective objective;
    private final Surrogate surrogate;
    private final TensorVector leaves;
    private final Tensor logVariance;
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
        this.prior = prior;
        this.objective = objective;
        this.surrogate = surrogate;
        Network mean = posterior.mean();
        try (StepScope scope = StepScope.open()) {
            leaves = scope.keep(new TensorVector(mean.parameters().values().toArray(new Tensor[0])));
            posterior.variance().parameters().values().forEach(leaves::push_back);
            logVariance = scope.keep(Tensors.of(new float[] {(float) prior.logVariance()}, 1));
        }
        Map<String, Tensor> free = new LinkedHashMap<>();
        free.put("mean", mean.flat());
        free.put("log-deviation", posterior.logDeviation());
        if (prior.learnt()) {
            free.put("log-variance", logVariance);
        }
        optimizer = Optimizers.CATALOGUE.get(ADAM).create(ADAM, free);
    }

    /** ln λ as it stands: learnt, or the prior's own. */
    double logVariance() {
        return prior.learnt() ? Tensors.doubles(logVariance)[0] : prior.logVariance();
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
            progress.at("optimising the stochastic network", step + 1, passes.steps());
        });
    }

    private void step(Batch batch, long step, double rate, long seed) {
        Tensor outputs =
                new ExampleDraws(posterior, Generators.of(seed, "posterior", "noise", step)).forward(batch.inputs());
        Tensor risk = surrogate.each(outputs, batch.labels()).mean();
        TensorVector found = torch.grad(new TensorVector(risk), leaves);
        try (NoGradGuard off = new NoGradGuard()) {
            long half = found.size() / 2;
            descend(
                    risk.item_double(),
                    Tensors.joined(found, 0, half),
                    Tensors.joined(found, half, found.size()),
                    rate);
        }
    }

    /** @param meanGradient of the risk, changed here, as is the next */
    private void descend(double risk, Tensor meanGradient, Tensor varianceGradient, double rate) {
        double logLambda = logVariance();
        double inverse = Math.exp(-logLambda);
        Tensor mean = posterior.mean().flat();
        Tensor variance = posterior.variance().flat();
        double p = mean.numel();
        Tensor away = mean.sub(prior.mean());
        double distance = away.dot(away).item_double();
        double variances = posterior.sumOfVariances();
        double kl =
                Math.max(0, (inverse * (variances + distance) - p + p * logLambda - posterior.sumOfLogVariances()) / 2);
        Objective.Slopes slopes = objective.at(risk, kl, logLambda);
        // dL/dw + F_KL (w - w0)/lambda, and with respect to rho: 2 s dL/ds + F_KL (s/lambda - 1).
        meanGradient.mul_(new Scalar(slopes.risk())).add_(away, new Scalar(slopes.kl() * inverse));
        varianceGradient
                .mul_(new Scalar(2 * slopes.risk()))
                .add_(new Scalar(slopes.kl() * inverse))
                .mul_(variance)
                .sub_(new Scalar(slopes.kl()));
        if (prior.learnt()) {
            double slope = slopes.kl() * (p - inverse * (variances + distance)) / 2 + slopes.logVariance();
            optimizer.step(List.of(meanGradient, varianceGradient, Tensors.of(new float[] {(float) slope}, 1)), rate);
            logVariance.clamp_max_(new Scalar(prior.largestLogVariance()));
        } else {
            optimizer.step(List.of(meanGradient, varianceGradient), rate);
        }
        posterior.refresh();
    }

    @Override
    public void close() {
        leaves.close();
        logVariance.close();
        optimizer.close();
    }
}
