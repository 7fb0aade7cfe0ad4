package dev.shatter.bayes;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.DziugaiteRoy;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.SampledRisk;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.train.Batches;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link DziugaiteRoy}: from the trained network, optimises a Gaussian posterior around it, diagonal in its {@link Axes}, and
 * the width of a prior around its initial weights for the bound itself.
 */
public final class DziugaiteRoyCertifier implements Certifier {
    private static final DziugaiteRoy GRID = DziugaiteRoy.PAPER;

    @Override
    public Theorem theorem() {
        return DziugaiteRoy.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("epochs", 50L, 0, 100_000, "passes of the optimisation over the training examples"),
                PosteriorSettings.batch(500),
                PosteriorSettings.rate(8e-3),
                Parameter.number(
                        "deviation",
                        0.08,
                        1e-6,
                        0.3,
                        "first standard deviation of every weight, under prior and posterior"),
                Parameter.number(
                        "kl-weight",
                        2.0,
                        0.01,
                        100,
                        "factor on the divergence's slope; 1 minimises the bound of the surrogate risk, as the paper"
                                + " does"),
                PosteriorSettings.passes(10));
    }

    @Override
    public Predictor predictor() {
        return Predictor.STOCHASTIC;
    }

    @Override
    public SampleRole points() {
        return SampleRole.PRIOR_FREE;
    }

    @Override
    public boolean priorIsInitial() {
        return true;
    }

    @Override
    public Cost cost() {
        return Cost.TRAINING;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        PosteriorSettings.refuseBatchNorm(subject);
        Batches train = subject.trainBatches();
        int classes = subject.network().architecture().classes();
        double bound = (1 - PosteriorSettings.SAMPLING) * delta;
        double logDeviation = Math.log(options.number("deviation"));
        try (Axes axes = Axes.of(subject.network(), train, subject.seed());
                Network initial = axes.turned(subject.initial());
                Posterior posterior = Posterior.around(subject.network(), axes, logDeviation)) {
            Prior prior = Prior.learnt(initial.flat(), 2 * logDeviation, GRID.largestLogVariance());
            double logVariance;
            PosteriorObjective objective =
                    PosteriorObjective.sqrt(GRID, train.count(), bound).pricing(options.number("kl-weight"));
            try (PosteriorTraining training = new PosteriorTraining(
                    posterior,
                    prior,
                    objective,
                    Surrogate.crossEntropy(classes),
                    PosteriorSettings.budget(options),
                    subject.seed(),
                    progress)) {
                training.run(train, subject.checkpoints());
                logVariance = training.logVariance();
            }
            int passes = options.integer("passes");
            GibbsRisk risk = GibbsRisk.sample(posterior, train, passes, subject.seed(), progress);
            return List.of(proof(
                    subject,
                    posterior,
                    prior,
                    logVariance,
                    risk.errors().at(PosteriorSettings.SAMPLING * delta),
                    bound,
                    progress));
        }
    }

    /** The better of the two grid values round λ: the union covers all of them. */
    private static Proof proof(
            Subject subject,
            Posterior posterior,
            Prior prior,
            double logVariance,
            SampledRisk sampled,
            double delta,
            Progress progress) {
        Scope scope =
                Scope.ofPosterior(subject.n(), subject.network().architecture().classes());
        @Nullable Certificate best = null;
        Map<String, Double> evidence = new TreeMap<>();
        for (int j : GRID.nearest(logVariance)) {
            double kl = posterior.divergence(prior.mean(), Math.log(GRID.priorVariance(j)));
            Certificate certificate = DziugaiteRoy.certify(scope, sampled, kl, j, delta);
            if (best == null || certificate.value() < best.value()) {
                best = certificate;
                evidence.put("kl", kl);
                evidence.put("priorIndex", (double) j);
            }
        }
        evidence.put("error", sampled.mean());
        evidence.put("draws", (double) sampled.draws());
        return PosteriorSettings.compared(
                java.util.Objects.requireNonNull(best), evidence, subject, posterior, progress);
    }
}
