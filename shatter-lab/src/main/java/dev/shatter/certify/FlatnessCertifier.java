package dev.shatter.certify;

import dev.shatter.bound.Flatness;
import dev.shatter.bound.GaussianKl;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.SampledRisk;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.Vectors;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.sharpness.Searches;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Examples;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** {@link Flatness}: prior N(w0, σ_j² I), posterior N(w, σ_j² I), σ_j of the grid nearest to the noise the error tolerates. */
final class FlatnessCertifier implements Certifier {
    private static final Parameter DRAWS = Parameter.integer(
                    "draws", 50L, 1, 1_000_000, "weight draws for the risk of the noisy network")
            .later();

    /** Share of δ for the Monte-Carlo step. */
    private static final double SAMPLING = 0.2;

    @Override
    public Theorem theorem() {
        return Flatness.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(DRAWS);
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
        return Cost.SEARCH;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        if (subject.hasBatchNorm()) {
            throw new Unmeasurable("batch norm's statistics come from the sample: the class depends on it");
        }
        int draws = options.integer(DRAWS.name());
        double distance = subject.parameterDistanceSquared();
        int j = Flatness.index(Searches.of(subject).toleratedNoise());
        SampledRisk sampled =
                new SampledRisk(error(subject, subject.train(), Flatness.sigma(j), draws), draws, SAMPLING * delta);
        Scope scope = Scope.ofPosterior(subject.n(), subject.classes());
        Proof proof = Proof.of(
                Flatness.certify(scope, sampled, distance, j, (1 - SAMPLING) * delta),
                Map.of(
                        "sigma", Flatness.sigma(j),
                        "kl", GaussianKl.isotropic(distance, Flatness.sigma(j)),
                        "error", sampled.mean(),
                        "draws", (double) draws));
        if (subject.comparable() == null) {
            return List.of(proof);
        }
        Examples test = subject.test();
        return List.of(proof.tested(new TestRisk(error(subject, test, Flatness.sigma(j), draws), test.count(), draws)));
    }

    /** Mean error over draws of the weights. */
    private static double error(Subject subject, Examples examples, double sigma, int draws) {
        Tensor theta = subject.network().flat();
        EmpiricalLoss loss = subject.lossOf(examples);
        double sum = 0;
        for (int draw = 0; draw < draws; draw++) {
            try (StepScope scope = StepScope.open()) {
                // Other draws than the search's: the choice of σ must not have seen them.
                Tensor noise = Vectors.gaussian(
                        theta.numel(), theta.scalar_type().intern(), subject.seed() + 1, "measure", "noise", draw);
                sum += loss.risk(theta.add(noise.mul_(new Scalar(sigma)))).error();
            }
        }
        return sum / draws;
    }
}
