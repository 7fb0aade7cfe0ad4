package dev.shatter.bayes;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.DataDependentPrior;
import dev.shatter.bound.Loss;
import dev.shatter.bound.Points;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampledRisk;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.train.Augmentations;
import dev.shatter.train.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@link DataDependentPrior}: trains the subject's architecture anew on a part S0 of the examples, from the initial
 * weights; the prior is a Gaussian of fixed width around what was learnt. The posterior is optimised on all examples, and
 * its risk is taken on the rest S1. Batch norm keeps the statistics of S0.
 *
 * <p>Gives two certificates, of the 0-1 loss and of the bounded cross-entropy; each holds by itself. The posterior that
 * equals the prior is tried, too, and the better of the two kept: the bound covers both, the drawing pays for both.
 */
public final class DataDependentPriorCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return DataDependentPrior.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("epochs", 20L, 0, 100_000, "passes of the optimisation over all examples"),
                Settings.batch(250),
                Settings.rate(1e-3),
                Parameter.number("prior", 0.5, 0.001, 0.999, "fraction of the examples the prior is trained on"),
                Parameter.integer("prior-epochs", 75L, 0, 100_000, "passes of the prior's training over its examples"),
                Parameter.number("prior-rate", 0.05, 0, 10, "first learning rate of the prior's training"),
                Parameter.text(
                        "augment",
                        "none",
                        "transformations of the prior's training batches, such as shift:1; never of the bound's"
                                + " points"),
                Parameter.number("deviation", 0.03, 1e-6, 10, "standard deviation of every weight under the prior"),
                Settings.passes(20));
    }

    @Override
    public Predictor predictor() {
        return Predictor.STOCHASTIC;
    }

    @Override
    public Points points() {
        return Points.PRIOR_FREE;
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
        Batches all = subject.trainBatches();
        int n = all.count();
        int first = (int) Math.round(options.number("prior") * n);
        if (first < 1 || first >= n) {
            throw BadInput.in(
                    "certificate '" + name() + "'",
                    "prior=" + options.number("prior") + " leaves " + first + " of " + n + " examples for the prior",
                    "give a fraction that leaves some for both parts");
        }
        // By chance and not by class: what is left must be an independent sample.
        int[] order = Chance.of(subject.seed(), "prior", "part").permutation(n);
        int[] own = Arrays.copyOf(order, first);
        int[] rest = Arrays.copyOfRange(order, first, n);
        try (Network network = subject.initial().to(ScalarType.Float);
                Batches learnt = all.select(own, augmentations(options));
                Batches held = all.select(rest, List.of())) {
            PriorTraining.run(
                    network,
                    learnt,
                    options.integer("prior-epochs"),
                    options.number("prior-rate"),
                    subject.seed(),
                    subject.checkpoints(),
                    progress);
            try (Axes axes = Axes.of(network, all, subject.seed());
                    Posterior start = Posterior.around(network, axes, Math.log(options.number("deviation")));
                    Posterior posterior = start.copy()) {
                return prove(subject, options, delta, all, held, start, posterior, progress);
            }
        }
    }

    private List<Variant> augmentations(Variant options) {
        String text = options.text("augment");
        if (text.equals("none")) {
            return List.of();
        }
        List<Variant> augmentations = Augmentations.CATALOGUE.parseAll(text);
        if (augmentations.stream().anyMatch(a -> Augmentations.CATALOGUE.get(a).crops())) {
            throw BadInput.in(
                    "certificate '" + name() + "'",
                    "augment=" + text + " changes the size of the images",
                    "use shift, which keeps it");
        }
        return augmentations;
    }

    private static List<Proof> prove(
            Subject subject,
            Variant options,
            double delta,
            Batches all,
            Batches held,
            Posterior start,
            Posterior posterior,
            Progress progress) {
        double bound = (1 - Settings.SAMPLING) * delta;
        // ρ is fp32: the prior's variance is that of the rounded value, so that the posterior can equal it.
        double logVariance = 2 * (double) (float) Math.log(options.number("deviation"));
        Prior prior = Prior.fixed(start.mean().flat(), logVariance);
        try (PosteriorTraining training = new PosteriorTraining(
                posterior,
                prior,
                Objective.quad(held.count(), bound),
                Surrogate.boundedCrossEntropy(),
                Settings.budget(options),
                subject.seed(),
                progress)) {
            training.run(all, subject.checkpoints());
        }
        long seed = subject.seed();
        int passes = options.integer("passes");
        Tried optimised = new Tried(
                posterior,
                posterior.divergence(prior.mean(), logVariance),
                GibbsRisk.sample(posterior, held, passes, seed, progress));
        Tried unchanged =
                new Tried(start, 0, GibbsRisk.sample(start, held, passes, Chance.seed(seed, "unchanged"), progress));
        return List.of(
                proof(subject, Loss.ZERO_ONE, held, List.of(optimised, unchanged), delta, r -> r::errors, progress),
                proof(
                        subject,
                        Loss.BOUNDED_CROSS_ENTROPY,
                        held,
                        List.of(optimised, unchanged),
                        delta,
                        r -> r::boundedCrossEntropies,
                        progress));
    }

    /** A posterior whose risk was sampled. */
    private record Tried(Posterior posterior, double kl, GibbsRisk risk) {}

    @FunctionalInterface
    private interface Sampling {
        SampledRisk at(double delta);
    }

    private static Proof proof(
            Subject subject,
            Loss loss,
            Batches held,
            List<Tried> tried,
            double delta,
            Function<GibbsRisk, Sampling> which,
            Progress progress) {
        int classes = subject.network().architecture().classes();
        Scope scope = new Scope(Predictor.STOCHASTIC, loss, Points.PRIOR_FREE, held.count(), classes);
        double sampling = Settings.SAMPLING * delta / tried.size();
        List<Certificate> certificates = tried.stream()
                .map(t -> DataDependentPrior.certify(
                        scope, which.apply(t.risk()).at(sampling), t.kl(), 1, (1 - Settings.SAMPLING) * delta))
                .toList();
        int best = certificates.get(0).value() <= certificates.get(1).value() ? 0 : 1;
        Tried chosen = tried.get(best);
        Map<String, Double> evidence = new TreeMap<>();
        evidence.put("kl", chosen.kl());
        evidence.put("error", chosen.risk().error());
        evidence.put("boundedCrossEntropy", chosen.risk().boundedCrossEntropy());
        evidence.put("draws", (double) chosen.risk().draws());
        evidence.put("boundOfPrior", certificates.get(1).value());
        Certificate certificate = certificates.get(best).paying("drawing from the posterior not chosen", sampling);
        return Settings.compared(certificate, evidence, subject, chosen.posterior(), progress);
    }
}
