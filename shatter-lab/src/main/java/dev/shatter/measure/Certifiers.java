package dev.shatter.measure;

import dev.shatter.bound.BestOf;
import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.FiniteClass;
import dev.shatter.bound.Flatness;
import dev.shatter.bound.FrobeniusProduct;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Loss;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Points;
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
import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that follow in closed form from a trained network and its outputs. Those that optimise a posterior or a
 * code live in rooms of their own and join through {@link Certifier}.
 */
public final class Certifiers {
    /** Weight draws for the risk of the noisy network. */
    private static final int DRAWS = 50;

    /** Share of δ for the Monte-Carlo step. */
    private static final double SAMPLING = 0.2;

    /** Bits a weight of an fp32 network. */
    static final double BITS = 32;

    public static final Catalogue<Certifier> CATALOGUE = Catalogue.of(
            "certificate",
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
            trained(FiniteClass.THEOREM, Certifiers::finiteClass),
            new Line(Occam.THEOREM, Predictor.COMPRESSED, true, Quantised::certify),
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
            new Line(Flatness.THEOREM, Predictor.STOCHASTIC, true, Certifiers::flatness));

    private Certifiers() {}

    /**
     * What came of one certifier.
     *
     * @param name of the certifier
     * @param certificate null where there is none
     * @param reason why there is none; else empty
     */
    public record Result(String name, @Nullable Certificate certificate, String reason) {}

    @FunctionalInterface
    private interface Act {
        Certificate certify(Subject subject, double delta);
    }

    /**
     * @param onTrain whether it needs the training examples and inputs prepared without them
     */
    private record Line(Theorem theorem, Predictor predictor, boolean onTrain, Act act) implements Certifier {
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
        public Certificate certify(Subject subject, double delta) {
            if (onTrain && subject.inputsDependOnSample()) {
                throw new Unmeasurable("the inputs were standardised with statistics of the training set itself");
            }
            try (StepScope scope = StepScope.open()) {
                return act.certify(subject, delta);
            }
        }
    }

    private static Certifier heldOut(Theorem theorem, Act act) {
        return new Line(theorem, Predictor.DETERMINISTIC, false, act);
    }

    private static Certifier trained(Theorem theorem, Act act) {
        return new Line(theorem, Predictor.DETERMINISTIC, true, act);
    }

    /**
     * Each certificate by itself at δ. They do not hold all together at δ: for a choice among them see {@link #best}.
     *
     * @param delta in (0, 1)
     */
    public static List<Result> all(Subject subject, double delta) {
        check(delta);
        List<Result> results = new ArrayList<>();
        for (Certifier certifier : CATALOGUE.entries()) {
            try {
                results.add(new Result(certifier.name(), certifier.certify(subject, delta), ""));
            } catch (Unmeasurable | BadInput e) {
                results.add(new Result(certifier.name(), null, String.valueOf(e.getMessage())));
            }
        }
        return results;
    }

    /**
     * The smallest certificate of the network's own risk, paid for by a union over all that apply: each at δ/m. Which apply
     * is settled by the architecture and the preparation of inputs, not by the sample's values. Where training labels were
     * corrupted, only certificates from training points: they are about the corrupted labels, the test set about the true.
     *
     * @throws Unmeasurable if none applies
     */
    public static Certificate best(Subject subject, double delta) {
        check(delta);
        List<DoubleFunction<Certificate>> candidates = new ArrayList<>();
        for (Result result : all(subject, delta)) {
            Certifier certifier = CATALOGUE.get(result.name());
            Certificate certificate = result.certificate();
            if (certificate != null
                    && certifier.predictor() == Predictor.DETERMINISTIC
                    && certificate.scope().loss() == Loss.ZERO_ONE
                    && !(subject.hasCorruptedLabels() && certificate.scope().points() == Points.HELD_OUT)) {
                candidates.add(share -> certifier.certify(subject, share));
            }
        }
        if (candidates.isEmpty()) {
            throw new Unmeasurable("no certificate applies");
        }
        return BestOf.choose(delta, candidates);
    }

    private static void check(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("delta", delta + " is not a probability between 0 and 1", "give 0.05 for instance");
        }
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

    /** An fp32 network is one of 2^{32 p}: the bound behind 'there are only finitely many'. */
    private static Certificate finiteClass(Subject subject, double delta) {
        double logSize = FiniteClass.logSize(values(subject), BITS);
        return FiniteClass.certify(trainScope(subject), trainError(subject), logSize, delta);
    }

    /** Numbers a stored network consists of: parameters and statistics of batch norm. */
    static double values(Subject subject) {
        return subject.network().flat().numel()
                + subject.network().buffers().values().stream()
                        .mapToDouble(Tensor::numel)
                        .sum();
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
        Scope scope = Scope.ofPosterior(subject.n(), subject.classes());
        return Flatness.certify(scope, sampled, distance, j, (1 - SAMPLING) * delta);
    }
}
