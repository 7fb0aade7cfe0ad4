package dev.shatter.compress;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.Compression;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batches;
import dev.shatter.train.Losses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * {@link Compression}: trains the subject's architecture anew in a random subspace, rounds the coordinates to a few levels
 * and writes them as bits. What is certified is the network decoded from those bits; the best of many candidates may be
 * taken, as the code pays for the choice.
 */
public final class CompressionCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return Compression.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer(
                        "epochs", 50L, 0, 100_000, "passes over the training examples, coordinates as numbers"),
                Parameter.integer("rounded-epochs", 120L, 1, 100_000, "passes with rounded coordinates"),
                Parameter.integer(
                        "dimension", 3000L, 1, 10_000_000, "r, number of coordinates; at most that of weights"),
                Parameter.integer("levels", 3L, 2, 1000, "q, number of values a coordinate may have"),
                Parameter.number("code-weight", 0.0, 0, 10, "how much precision is given up for shorter codes"),
                Parameter.integer(
                        "batch", 200L, 1, 1_000_000, "examples a step; with rounded coordinates 2.5 times as many"),
                Parameter.number("rate", 1e-2, 0, 10, "first learning rate of the coordinates as numbers"),
                Parameter.number("rounded-rate", 3e-3, 0, 10, "first learning rate of rounded coordinates"));
    }

    @Override
    public Predictor predictor() {
        return Predictor.COMPRESSED;
    }

    @Override
    public SampleRole points() {
        return SampleRole.TRAINING;
    }

    @Override
    public Cost cost() {
        return Cost.TRAINING;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        if (subject.hasBatchNorm()) {
            throw new Unmeasurable("the statistics of batch norm are not in the code");
        }
        Architecture architecture = subject.network().architecture();
        int dimension = (int) Math.min(options.integer("dimension"), architecture.parameterCount());
        Subspace subspace = Subspace.of(architecture, dimension, subject.seed());
        Batches train = subject.trainBatches();
        Best best = new Best(subject, delta);
        int batch = options.integer("batch");
        double rate = options.number("rounded-rate");
        int epochs = options.integer("rounded-epochs");
        try (Network network = subject.network().to(ScalarType.Float);
                Coordinates coordinates = new Coordinates(network, subspace, subject.seed())) {
            CoordinateTraining.run(
                    coordinates,
                    train,
                    options.integer("epochs"),
                    batch,
                    options.number("rate"),
                    subject.checkpoints(),
                    progress);
            RoundedTraining.Budget budget = new RoundedTraining.Budget(
                    epochs, 5 * batch / 2, rate, rate / 5, options.number("code-weight"), Math.max(1, epochs / 20));
            try (RoundedTraining training =
                    new RoundedTraining(coordinates, options.integer("levels"), budget, best::offer, progress)) {
                training.run(train, subject.checkpoints());
            }
        }
        return List.of(best.proof());
    }

    /** Keeps the code with the least certificate. */
    private static final class Best {
        private final Subject subject;
        private final double delta;
        private @Nullable Proof proof;

        Best(Subject subject, double delta) {
            this.subject = subject;
            this.delta = delta;
        }

        /** Whether these bits give the least certificate so far. */
        boolean offer(Rounded rounded) {
            NetworkCode code = NetworkCode.of(subject.seed(), rounded.levels(), rounded.symbols());
            try (Network decoded = decoded(code, subject.network())) {
                long errors = errors(decoded, subject.trainBatches());
                Scope scope = Scope.ofCompressed(
                        subject.n(), subject.network().architecture().classes());
                Certificate certificate = Compression.certifyPrefixFree(scope, errors, code.bits(), delta)
                        .assuming("the architecture was chosen without the sample");
                Proof known = proof;
                if (known == null || certificate.value() < known.certificate().value()) {
                    Map<String, Double> evidence = new TreeMap<>();
                    evidence.put("bits", (double) code.bits());
                    evidence.put("error", (double) errors / subject.n());
                    @Nullable Batches test = subject.comparable();
                    Proof found = Proof.of(certificate, evidence);
                    proof = test == null ? found : found.tested(TestRisk.of(errors(decoded, test), test.count()));
                    return true;
                }
                return false;
            }
        }

        Proof proof() {
            return java.util.Objects.requireNonNull(proof);
        }
    }

    /** The network that the bits encode. */
    static Network decoded(NetworkCode code, Network like) {
        Network network = like.to(ScalarType.Float);
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            float[] weights = code.decode(like.architecture());
            network.flat().copy_(Tensors.of(weights, weights.length));
        }
        return network;
    }

    private static long errors(Network network, Batches examples) {
        try (NoGradGuard off = new NoGradGuard()) {
            double[] sums = examples.sums(network.architecture().block(), 1, batch -> {
                Tensor outputs = network.forward(batch.inputs(), Pass.EVALUATION);
                return new double[] {Losses.errors(outputs, batch.labels())};
            });
            return (long) sums[0];
        }
    }
}
