package dev.shatter.bayes;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.train.Batches;
import java.util.List;
import java.util.stream.Stream;

/**
 * A prior of fixed width around a network that was trained on a part of the examples, and a posterior near it that was
 * optimised on all of them, for the bound on the rest. Owns native memory: close it.
 */
final class LearntPrior implements AutoCloseable {
    private final Pretraining pretraining;
    private final Axes axes;
    private final Posterior start;
    private final Posterior posterior;
    private final Prior prior;

    private LearntPrior(Pretraining pretraining, Axes axes, double logDeviation) {
        this.pretraining = pretraining;
        this.axes = axes;
        start = Posterior.around(pretraining.network(), axes, logDeviation);
        posterior = start.copy();
        // ρ is fp32: the prior's variance is that of the rounded value, so that the posterior can equal it.
        prior = Prior.fixed(start.mean().flat(), 2 * (double) (float) logDeviation);
    }

    /** Options of a certifier that begins so. */
    static List<Parameter> parameters() {
        return Stream.of(
                        List.of(
                                Parameter.integer(
                                        "epochs", 20L, 0, 100_000, "passes of the optimisation over all examples"),
                                PosteriorSettings.batch(250),
                                PosteriorSettings.rate(1e-3)),
                        Pretraining.parameters(75),
                        List.of(Parameter.number(
                                "deviation", 0.03, 1e-6, 10, "standard deviation of every weight under the prior")))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Trains both.
     *
     * @param certifier whose options these are
     * @param delta of the bound that is minimised
     */
    static LearntPrior of(String certifier, Subject subject, Variant options, double delta, Progress progress) {
        Pretraining pretraining = Pretraining.of(certifier, subject, options, progress);
        Batches all = subject.trainBatches();
        Axes axes = Axes.of(pretraining.network(), all, subject.seed());
        LearntPrior learnt = new LearntPrior(pretraining, axes, Math.log(options.number("deviation")));
        PosteriorObjective objective = PosteriorObjective.quad(learnt.rest().count(), delta);
        try (PosteriorTraining training = new PosteriorTraining(
                learnt.posterior,
                learnt.prior,
                objective,
                Surrogate.boundedCrossEntropy(),
                PosteriorSettings.budget(options),
                subject.seed(),
                progress)) {
            training.run(all, subject.checkpoints());
        }
        return learnt;
    }

    /** The points of the bound. */
    Batches rest() {
        return pretraining.rest();
    }

    /** The prior's mean. */
    Network mean() {
        return pretraining.network();
    }

    /** The prior as a stochastic network. */
    Posterior start() {
        return start;
    }

    /** What was optimised. */
    Posterior posterior() {
        return posterior;
    }

    /** KL(Q‖P) in nats. */
    double divergence() {
        return posterior.divergence(prior.mean(), prior.logVariance());
    }

    /** D_2(Q‖P) in nats. */
    double renyi() {
        return posterior.renyi(prior.mean(), prior.logVariance());
    }

    @Override
    public void close() {
        pretraining.close();
        start.close();
        posterior.close();
        axes.close();
    }
}
