package dev.shatter.bayes;

import dev.shatter.bound.Certificate;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.train.Batches;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What certificates of stochastic networks share. */
final class PosteriorSettings {
    /** Share of δ for drawing from the posterior. */
    static final double SAMPLING = 0.2;

    private PosteriorSettings() {}

    static Parameter batch(long fallback) {
        return Parameter.integer("batch", fallback, 1, 1_000_000, "examples a step");
    }

    static Parameter rate(double fallback) {
        return Parameter.number("rate", fallback, 0, 1, "first learning rate of Adam; falls to a tenth along a cosine");
    }

    static Parameter passes(long fallback) {
        return Parameter.integer(
                "passes", fallback, 1, 100_000, "how often every example is tried on drawn weights, on average");
    }

    static PosteriorTraining.Budget budget(Variant options) {
        return new PosteriorTraining.Budget(
                options.integer("epochs"), options.integer("batch"), options.number("rate"));
    }

    /** For bounds on the very points that batch norm's statistics come from. */
    static void refuseBatchNorm(Subject subject) {
        if (subject.hasBatchNorm()) {
            throw new Unmeasurable("batch norm's statistics come from the sample: the class depends on it"
                    + " (data-dependent-prior takes them from other points)");
        }
    }

    /** A proof, with the stochastic network's losses on test examples where they are of the same distribution. */
    static Proof compared(
            Certificate certificate,
            Map<String, Double> evidence,
            Subject subject,
            Posterior posterior,
            Progress progress) {
        @Nullable Batches test = subject.comparable();
        if (test == null) {
            return Proof.of(certificate, evidence);
        }
        GibbsRisk risk = GibbsRisk.sample(posterior, test, 1, Chance.seed(subject.seed(), "test"), progress);
        evidence.put("testBoundedCrossEntropy", risk.boundedCrossEntropy());
        return Proof.of(certificate, evidence).tested(new TestRisk(risk.error(), test.count(), risk.draws()));
    }
}
