package dev.shatter.bayes;

import dev.shatter.bound.BestOf;
import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.DataDependentPrior;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.train.Batches;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link DataDependentPrior}: trains the subject's architecture anew on a part S0 of the examples, from the initial
 * weights; the prior is a Gaussian of fixed width around what was learnt. The posterior is optimised on all examples, and
 * its risk is taken on the rest S1. Batch norm keeps the statistics of S0.
 *
 * <p>Gives three certificates, each of which holds by itself: of the stochastic network's 0-1 loss and of its bounded
 * cross-entropy, for the better of the optimised posterior and the prior itself, which is tried as a predictor fixed before
 * S1, without the union over all posteriors; and of the prior's mean, one network that S1 is a test set of. The least of the
 * three for the 0-1 loss, each at δ/3, is in the evidence.
 */
public final class DataDependentPriorCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return DataDependentPrior.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(LearntPrior.parameters().stream(), Stream.of(PosteriorSettings.passes(20)))
                .toList();
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
        try (LearntPrior prior =
                LearntPrior.of(name(), subject, options, (1 - PosteriorSettings.SAMPLING) * delta, progress)) {
            long seed = subject.seed();
            int passes = options.integer("passes");
            Tried optimised = new Tried(
                    prior.posterior(),
                    prior.divergence(),
                    GibbsRisk.sample(prior.posterior(), prior.rest(), passes, seed, progress));
            Tried unchanged = new Tried(
                    prior.start(),
                    Double.NaN,
                    GibbsRisk.sample(prior.start(), prior.rest(), passes, Chance.seed(seed, "unchanged"), progress));
            return List.of(
                    stochastic(subject, LossKind.ZERO_ONE, prior, optimised, unchanged, delta, progress),
                    stochastic(subject, LossKind.BOUNDED_CROSS_ENTROPY, prior, optimised, unchanged, delta, progress),
                    mean(subject, prior, optimised, unchanged, delta));
        }
    }

    /**
     * A posterior whose risk was sampled.
     *
     * @param kl to the prior; NaN for the prior itself
     */
    private record Tried(Posterior posterior, double kl, GibbsRisk risk) {
        Certificate certificate(Scope scope, double delta) {
            Draws draws = scope.loss() == LossKind.ZERO_ONE ? risk.errors() : risk.boundedCrossEntropies();
            double sampling = PosteriorSettings.SAMPLING * delta;
            return Double.isNaN(kl)
                    ? DataDependentPrior.certifyPrior(scope, draws.at(sampling), delta - sampling)
                    : DataDependentPrior.certify(scope, draws.at(sampling), kl, 1, delta - sampling);
        }
    }

    private static Proof stochastic(
            Subject subject,
            LossKind loss,
            LearntPrior prior,
            Tried optimised,
            Tried unchanged,
            double delta,
            Progress progress) {
        Scope scope = new Scope(
                Predictor.STOCHASTIC, loss, SampleRole.PRIOR_FREE, prior.rest().count(), subject.classes());
        Certificate best = BestOf.choose(
                delta, List.of(d -> optimised.certificate(scope, d), d -> unchanged.certificate(scope, d)));
        double ofPrior = unchanged.certificate(scope, delta / 2).value();
        boolean moved = best.value() < ofPrior;
        Tried chosen = moved ? optimised : unchanged;
        Map<String, Double> evidence = new TreeMap<>();
        evidence.put("kl", moved ? optimised.kl() : 0);
        evidence.put("error", chosen.risk().error());
        evidence.put("boundedCrossEntropy", chosen.risk().boundedCrossEntropy());
        evidence.put("draws", (double) chosen.risk().draws());
        evidence.put("boundOfPrior", ofPrior);
        return PosteriorSettings.compared(best, evidence, subject, chosen.posterior(), progress);
    }

    private static Proof mean(Subject subject, LearntPrior prior, Tried optimised, Tried unchanged, double delta) {
        Outputs outputs = Outputs.of(prior.mean(), prior.rest());
        int n = outputs.count();
        Scope ofMean = new Scope(Predictor.RETRAINED, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, n, subject.classes());
        Scope ofPosterior = Scope.ofPosterior(n, subject.classes());
        Map<String, Double> evidence = new TreeMap<>();
        evidence.put("error", (double) outputs.errors() / n);
        double each = delta / 3;
        evidence.put(
                "bestOfThree",
                Stream.of(
                                optimised.certificate(ofPosterior, each),
                                unchanged.certificate(ofPosterior, each),
                                BinomialInversion.certify(ofMean, outputs.errors(), each))
                        .mapToDouble(Certificate::value)
                        .min()
                        .orElseThrow());
        Proof proof = Proof.of(BinomialInversion.certify(ofMean, outputs.errors(), delta), evidence);
        @Nullable Batches test = subject.comparable();
        if (test == null) {
            return proof;
        }
        Outputs on = Outputs.of(prior.mean(), test);
        return proof.tested(TestRisk.of(on.errors(), on.count()));
    }
}
