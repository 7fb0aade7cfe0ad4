package dev.shatter.measure;

import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.FiniteClass;
import dev.shatter.bound.Flatness;
import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampledRisk;
import dev.shatter.bound.Scope;
import dev.shatter.bound.SpectralComplexity;
import dev.shatter.bound.SpectralPacBayes;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Variant;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Certificates that follow in closed form from a trained network and its outputs. */
public final class ClosedForms {
    /** Weight draws for the risk of the noisy network. */
    private static final int DRAWS = 50;

    /** Share of δ for the Monte-Carlo step. */
    private static final double SAMPLING = 0.2;

    /** Bits a weight of an fp32 network. */
    private static final double BITS = 32;

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
            trained(FiniteClass.THEOREM, ClosedForms::finiteClass),
            trained(
                    FrobeniusProduct.THEOREM,
                    (s, delta) -> FrobeniusProduct.certify(
                            trainScope(s),
                            s.outputs().margins(),
                            s.homogeneous().frobenius(),
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
                            s.homogeneous().spectral(),
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
        Certificate certify(Subject subject, double delta);
    }

    /**
     * @param onTrain whether it needs the training examples and inputs prepared without them
     */
    private record Line(Theorem theorem, Predictor predictor, Cost cost, boolean onTrain, Act act)
            implements Certifier {
        @Override
        public String name() {
            return theorem.name();
        }

        @Override
        public String summary() {
            return theorem.summary();
        }

        @Override
        public String source() {
            return theorem.source();
        }

        @Override
        public List<Proof> certify(Subject subject, Variant options, double delta, Progress progress) {
            if (onTrain) {
                subject.requireFixedInputs();
            }
            try (StepScope scope = StepScope.open()) {
                return List.of(Proof.of(act.certify(subject, delta), Map.of()));
            }
        }
    }

    private static Certifier heldOut(Theorem theorem, Act act) {
        return new Line(theorem, Predictor.DETERMINISTIC, Cost.FORWARD, false, act);
    }

    private static Certifier trained(Theorem theorem, Act act) {
        return new Line(theorem, Predictor.DETERMINISTIC, Cost.FORWARD, true, act);
    }

    private static Scope trainScope(Subject subject) {
        return Scope.ofTraining(subject.n(), subject.network().architecture().classes());
    }

    private static Scope testScope(Subject subject) {
        return Scope.ofHeldOut(
                subject.testOutputs().count(), subject.network().architecture().classes());
    }

    private static double testError(Subject subject) {
        return (double) subject.testOutputs().errors() / subject.testOutputs().count();
    }

    private static double trainError(Subject subject) {
        return (double) subject.outputs().errors() / subject.n();
    }

    /** An fp32 network is one of 2^{32 p}: the bound behind 'there are only finitely many'. */
    private static Certificate finiteClass(Subject subject, double delta) {
        if (subject.hasBatchNorm()) {
            throw new Unmeasurable("the running statistics of batch norm are not among the counted weights");
        }
        double weights = subject.network().flat().numel();
        return FiniteClass.certify(trainScope(subject), trainError(subject), FiniteClass.logSize(weights, BITS), delta);
    }

    /** Prior N(w0, σ_j² I), posterior N(w, σ_j² I), σ_j of the grid nearest to the noise the weights bear. */
    private static Certificate flatness(Subject subject, double delta) {
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
        Scope scope =
                Scope.ofPosterior(subject.n(), subject.network().architecture().classes());
        return Flatness.certify(scope, sampled, distance, j, (1 - SAMPLING) * delta);
    }
}
