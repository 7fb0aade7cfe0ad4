package dev.shatter.bayes;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.RecursivePacBayes;
import dev.shatter.bound.SampleRole;
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
import dev.shatter.train.Batches;
import dev.shatter.train.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * {@link RecursivePacBayes}: from a Gaussian around the initial weights, T posteriors one after the other, each optimised with
 * the one before as its prior. The sample is cut by chance into parts of which each is as large as all before it; step t
 * learns from the first t parts and is judged by those from t on.
 */
public final class RecursiveCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return RecursivePacBayes.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("steps", 6L, 1, 30, "T, number of posteriors"),
                Parameter.number("gamma", 0.5, 0.01, 0.99, "share of the step before that a step is judged against"),
                Parameter.integer("epochs", 20L, 0, 100_000, "passes over its examples in each step"),
                PosteriorSettings.batch(100),
                PosteriorSettings.rate(2e-3),
                Parameter.number(
                        "deviation", 0.05, 1e-6, 10, "standard deviation of every weight under the first prior"),
                PosteriorSettings.passes(5));
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
        int steps = options.integer("steps");
        Parts parts = Parts.of(subject.trainBatches(), steps, subject.seed());
        Map<String, Double> evidence = new TreeMap<>();
        List<RecursivePacBayes.Step> judged = new ArrayList<>();
        try (Network initial = subject.initial().copy();
                Batches first = parts.until(1);
                // Coordinates from the first part alone: later priors must not depend on later parts.
                Axes axes = Axes.of(initial, first, subject.seed())) {
            Posterior before = Posterior.around(initial, axes, Math.log(options.number("deviation")));
            for (int t = 1; t <= steps; t++) {
                Posterior now = before.copy();
                try (Batches learnt = parts.until(t);
                        Batches judging = parts.from(t)) {
                    double share = (1 - PosteriorSettings.SAMPLING) * delta / steps;
                    train(subject, options, share, before, now, learnt, judging.count(), t, progress);
                    judged.add(judge(subject, options, delta, before, now, judging, t, evidence, progress));
                }
                before.close();
                before = now;
            }
            double bound = (1 - PosteriorSettings.SAMPLING) * delta;
            double[] all = RecursivePacBayes.all(judged, bound);
            for (int t = 1; t <= steps; t++) {
                evidence.put("bound" + t, all[t - 1]);
            }
            Scope scope = new Scope(
                    Predictor.STOCHASTIC,
                    LossKind.ZERO_ONE,
                    SampleRole.PRIOR_FREE,
                    judged.get(steps - 1).n(),
                    subject.classes());
            Certificate certificate = RecursivePacBayes.certify(scope, judged, bound);
            Proof proof = PosteriorSettings.compared(certificate, evidence, subject, before, progress);
            before.close();
            return List.of(proof);
        }
    }

    private static void train(
            Subject subject,
            Variant options,
            double delta,
            Posterior before,
            Posterior now,
            Batches learnt,
            int judging,
            int t,
            Progress progress) {
        PosteriorObjective objective = PosteriorObjective.quad(judging, delta);
        Surrogate surrogate = Surrogate.crossEntropy(subject.classes());
        try (PosteriorTraining training = new PosteriorTraining(
                now,
                Prior.of(before),
                objective,
                surrogate,
                PosteriorSettings.budget(options),
                Chance.seed(subject.seed(), "step", t),
                progress)) {
            training.run(learnt, subject.checkpoints().of("step" + t));
        }
    }

    private static RecursivePacBayes.Step judge(
            Subject subject,
            Variant options,
            double delta,
            Posterior before,
            Posterior now,
            Batches judging,
            int t,
            Map<String, Double> evidence,
            Progress progress) {
        // One tail in the first step, three in every other.
        double each = PosteriorSettings.SAMPLING * delta / (3 * options.integer("steps") - 2);
        double kl = now.divergence(before);
        int n = judging.count();
        Drawing drawing =
                new Drawing(judging, options.integer("passes"), Chance.seed(subject.seed(), "judge", t), progress);
        List<Draws> draws = drawing.run(now.mean().architecture(), 3, (batch, chance) -> {
            Tensor wrong = wrong(now.outputs(batch.inputs(), chance), batch.labels());
            Tensor wrongBefore = wrong(before.outputs(batch.inputs(), chance), batch.labels());
            double spared = wrongBefore.logical_and(wrong.logical_not()).sum().item_double();
            double newlyWrong =
                    wrong.logical_and(wrongBefore.logical_not()).sum().item_double();
            return new double[] {batch.count() - spared, wrong.sum().item_double(), newlyWrong};
        });
        evidence.put("kl" + t, kl);
        evidence.put("error", draws.get(1).mean());
        return t == 1
                ? RecursivePacBayes.Step.first(draws.get(1).at(each), kl, n)
                : RecursivePacBayes.Step.next(
                        options.number("gamma"),
                        draws.get(0).at(each),
                        draws.get(1).at(each),
                        draws.get(2).at(each),
                        kl,
                        n);
    }

    /** Whether the right class is not the strict argmax, [n]; outputs that are not numbers are wrong. */
    private static Tensor wrong(Tensor outputs, Tensor labels) {
        return Losses.margins(outputs, labels).gt(new Scalar(0.0)).logical_not();
    }

    /**
     * A sample in parts.
     *
     * @param order of the examples
     * @param ends where the parts end, in this order
     */
    private record Parts(Batches all, int[] order, int[] ends) {
        static Parts of(Batches all, int steps, long seed) {
            int n = all.count();
            int[] ends = new int[steps];
            for (int t = 0; t < steps; t++) {
                ends[t] = (int) Math.round(n * Math.pow(2, t + 1.0 - steps));
            }
            if (ends[0] < 1) {
                throw BadInput.in(
                        "certificate 'recursive-pac-bayes'",
                        "steps=" + steps + " leaves no example for the first part of " + n,
                        "give fewer steps");
            }
            return new Parts(all, Chance.of(seed, "parts").permutation(n), ends);
        }

        Batches until(int t) {
            return all.select(Arrays.copyOf(order, ends[t - 1]), List.of());
        }

        Batches from(int t) {
            int start = t == 1 ? 0 : ends[t - 2];
            return all.select(Arrays.copyOfRange(order, start, order.length), List.of());
        }
    }
}
