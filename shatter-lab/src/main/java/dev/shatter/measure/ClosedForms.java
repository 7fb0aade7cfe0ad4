package dev.shatter.measure;

import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.FiniteClass;
import dev.shatter.bound.Flatness;
import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.GaussianKl;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.Rademacher;
import dev.shatter.bound.Robustness;
import dev.shatter.bound.SampledRisk;
import dev.shatter.bound.Scope;
import dev.shatter.bound.SpectralComplexity;
import dev.shatter.bound.SpectralPacBayes;
import dev.shatter.bound.Theorem;
import dev.shatter.bound.UniformStability;
import dev.shatter.bound.Vapnik;
import dev.shatter.core.Variant;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Certificates that follow in closed form from a trained network and its outputs. */
public final class ClosedForms {
    /** Weight draws for the risk of the noisy network. */
    private static final int DRAWS = 50;

    /** Share of δ for the Monte-Carlo step. */
    private static final double SAMPLING = 0.2;

    private static final List<Certifier> ALL = List.of(
            heldOut(
                    BinomialInversion.THEOREM,
                    (s, delta) -> BinomialInversion.certify(
                            testScope(s), s.testOutputs().errors(), delta)),
            heldOut(KlChernoff.THEOREM, (s, delta) -> KlChernoff.certify(testScope(s), testError(s), delta)),
            heldOut(
                    EmpiricalBernstein.THEOREM,
                    (s, delta) -> EmpiricalBernstein.certify(
                            testScope(s),
                            testError(s),
                            EmpiricalBernstein.variance(
                                    s.testOutputs().errors(), s.testOutputs().count()),
                            delta)),
            heldOut(Hoeffding.THEOREM, (s, delta) -> Hoeffding.certify(testScope(s), testError(s), delta)),
            trained(Vapnik.THEOREM, ClassicalCertifiers::vc),
            trained(Rademacher.THEOREM, ClassicalCertifiers::rademacher),
            trained(FiniteClass.THEOREM, ClosedForms::finiteClass),
            new Line(Occam.THEOREM, Predictor.COMPRESSED, Cost.FORWARD, true, Quantised::prove),
            trained(UniformStability.THEOREM, ClassicalCertifiers::stability),
            trained(Robustness.THEOREM, ClassicalCertifiers::robustness),
            trained(
                    FrobeniusProduct.THEOREM,
                    (s, delta) -> FrobeniusProduct.certify(
                            trainScope(s),
                            s.outputs().margins(),
                            s.homogeneous().withoutMaxPooling().frobenius(),
                            s.homogeneous().inputNorm(),
                            s.outputs().classes(),
                            delta)),
            trained(
                    SpectralComplexity.THEOREM,
                    (s, delta) -> SpectralComplexity.certify(
                            trainScope(s),
                            s.outputs().margins(),
                            s.homogeneous().spectral(),
                            s.homogeneous().distances(),
                            s.homogeneous().inputNorm(),
                            s.homogeneous().width(),
                            delta)),
            trained(
                    SpectralPacBayes.THEOREM,
                    (s, delta) -> SpectralPacBayes.certify(
                            trainScope(s),
                            s.outputs().margins(),
                            s.homogeneous().withoutMaxPooling().spectral(),
                            s.homogeneous().frobenius(),
                            Math.hypot(s.inputBound(), 1),
                            s.homogeneous().width(),
                            delta)),
            new Line(Flatness.THEOREM, Predictor.STOCHASTIC, Cost.SEARCH, true, ClosedForms::flatness));

    private ClosedForms() {}

    /** All of them, in the order of the reference page. */
    public static List<Certifier> all() {
        return ALL;
    }

    @FunctionalInterface
    private interface Act {
        Proof prove(Subject subject, double delta);
    }

    @FunctionalInterface
    private interface Formula {
        Certificate certify(Subject subject, double delta);
    }

    /**
     * @param onTrain whether it needs the training examples and inputs prepared without them
     */
    private record Line(Theorem theorem, Predictor predictor, Cost cost, boolean onTrain, Act act)
            implements Certifier {
        @Override
        public List<Proof> certify(Subject subject, Variant options, double delta, Progress progress) {
            if (onTrain) {
                subject.requireFixedInputs();
            }
            try (StepScope scope = StepScope.open()) {
                return List.of(act.prove(subject, delta));
            }
        }
    }

    private static Certifier heldOut(Theorem theorem, Formula formula) {
        return forward(theorem, false, formula);
    }

    private static Certifier trained(Theorem theorem, Formula formula) {
        return forward(theorem, true, formula);
    }

    private static Certifier forward(Theorem theorem, boolean onTrain, Formula formula) {
        Act act = (subject, delta) -> Proof.of(formula.certify(subject, delta), Map.of());
        return new Line(theorem, Predictor.DETERMINISTIC, Cost.FORWARD, onTrain, act);
    }

    static Scope trainScope(Subject subject) {
        return Scope.ofTraining(subject.n(), subject.classes());
    }

    private static Scope testScope(Subject subject) {
        return Scope.ofHeldOut(subject.testOutputs().count(), subject.classes());
    }

    private static double testError(Subject subject) {
        return (double) subject.testOutputs().errors() / subject.testOutputs().count();
    }

    static double trainError(Subject subject) {
        return (double) subject.outputs().errors() / subject.n();
    }

    /** A network stored in so many bits is one of 2^bits: the bound behind 'there are only finitely many'. */
    private static Certificate finiteClass(Subject subject, double delta) {
        return FiniteClass.certify(trainScope(subject), trainError(subject), logSize(subject), delta);
    }

    /** ln of how many networks of this architecture there are: parameters and batch-norm statistics, as stored. */
    static double logSize(Subject subject) {
        double values = subject.network().flat().numel()
                + subject.network().buffers().values().stream()
                        .mapToDouble(Tensor::numel)
                        .sum();
        return FiniteClass.logSize(values, subject.type() == ScalarType.Double ? 64 : 32);
    }

    /**
     * Bounds on the mean gap over samples: never certificates of this network.
     *
     * @return none where a theorem does not apply
     */
    public static List<ExpectationBound> inExpectation(Subject subject) {
        try {
            return List.of(ClassicalCertifiers.information(subject));
        } catch (Unmeasurable e) {
            return List.of();
        }
    }

    /** Prior N(w0, σ_j² I), posterior N(w, σ_j² I), σ_j of the grid nearest to the noise the weights bear. */
    private static Proof flatness(Subject subject, double delta) {
        if (subject.hasBatchNorm()) {
            throw new Unmeasurable("batch norm's statistics come from the sample: the class depends on it");
        }
        Tensor theta = subject.network().flat();
        double distance = subject.parameterDistanceSquared();
        int j = Flatness.index(subject.searches().sigma().value());
        EmpiricalLoss loss = subject.lossOf(subject.train());
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            try (StepScope scope = StepScope.open()) {
                // Other draws than the search's: that choice of σ must not have seen them.
                Tensor noise = Searches.noise(theta, Flatness.sigma(j), false, subject.seed() + 1, draw);
                sum += loss.risk(theta.add(noise)).error();
            }
        }
        SampledRisk sampled = new SampledRisk(sum / DRAWS, DRAWS, SAMPLING * delta);
        Scope scope = Scope.ofPosterior(subject.n(), subject.classes());
        return Proof.of(
                Flatness.certify(scope, sampled, distance, j, (1 - SAMPLING) * delta),
                Map.of(
                        "sigma", Flatness.sigma(j),
                        "kl", GaussianKl.isotropic(distance, Flatness.sigma(j)),
                        "error", sampled.mean(),
                        "draws", (double) DRAWS));
    }
}
