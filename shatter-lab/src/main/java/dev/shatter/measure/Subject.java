package dev.shatter.measure;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.corrupt.LabelNoise;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.data.Origin;
import dev.shatter.network.Folding;
import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import dev.shatter.run.Trace;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A trained network under measurement, with what is known around it. What several measures need is computed once: the
 * folded network, decompositions, outputs and margins.
 *
 * <p>Measures run in evaluation mode, in the network's own type (fp32 or fp64) on inputs that are never augmented;
 * norms in fp64. Close it to free the folded copies; the network and the examples stay the caller's.
 */
public final class Subject implements AutoCloseable {
    private final Network network;
    private final Set<Need> known = EnumSet.noneOf(Need.class);
    private @Nullable Network initial;
    private Optional<String> start = Optional.empty();
    private @Nullable Network firstEpoch;
    private Checkpoints checkpoints = Checkpoints.NONE;
    private @Nullable Batches train;
    private @Nullable Batches test;
    private @Nullable Trace trace;
    private @Nullable Retraining retraining;
    private Loss loss = Losses.CATALOGUE.get("cross-entropy");
    private long seed = 1;
    private int sample;
    private double inputBound = Double.NaN;
    private double weightDecay;
    private Origin origin = Origin.COLLECTED;
    private LabelNoise noise = LabelNoise.NONE;

    private final Lazy<Network> folded = Lazy.of(this::fold);
    private final Lazy<Network> wide = Lazy.of(() -> folding(network()));
    private final Lazy<Network> wideInitial = Lazy.of(() -> folding(given(initial, Need.INITIAL)));
    private final Lazy<List<WeightLayer>> layers = Lazy.of(this::findLayers);
    private final Lazy<Outputs> outputs = Lazy.of(() -> outputsOn(train()));
    private final Lazy<Outputs> testOutputs = Lazy.of(() -> outputsOn(test()));

    private final Map<Class<?>, Lazy<?>> derived = new HashMap<>();

    private Subject(Network network) {
        this.network = network;
    }

    /**
     * A network about which nothing else is known yet.
     *
     * @throws BadInput if a parameter is not finite
     */
    public static Subject of(Network network) {
        try (StepScope scope = StepScope.open()) {
            if (!torch.isfinite(network.flat()).all().item_bool()) {
                throw BadInput.in(
                        "network '" + network.architecture().name() + "'",
                        "has weights that are not finite",
                        "give a network whose training did not diverge");
            }
        }
        return new Subject(network);
    }

    /**
     * The same network with other examples; owns its folded copies and has to be closed by itself.
     *
     * @param trainedOn null for none
     * @param tests null for none
     */
    public Subject on(@Nullable Batches trainedOn, @Nullable Batches tests) {
        Subject other = new Subject(network);
        other.known.addAll(known);
        other.known.removeAll(EnumSet.of(Need.TRAIN, Need.TEST));
        other.initial = initial;
        other.start = start;
        other.firstEpoch = firstEpoch;
        other.trace = trace;
        other.retraining = retraining;
        other.loss = loss;
        other.seed = seed;
        other.sample = sample;
        other.inputBound = inputBound;
        other.weightDecay = weightDecay;
        other.origin = origin;
        other.noise = noise;
        if (trainedOn != null) {
            other.train(trainedOn);
        }
        if (tests != null) {
            other.test(tests);
        }
        return other;
    }

    /** With the weights before training. */
    public Subject initial(Network weights) {
        initial = weights;
        known.add(Need.INITIAL);
        return this;
    }

    /** With what its initial weights were learnt by, in a few words: they are no prior of any example. */
    public Subject startedFrom(String run) {
        start = Optional.of(run);
        return this;
    }

    /** What the initial weights were learnt by; empty if they are fresh, as far as anybody knows. */
    public Optional<String> start() {
        return start;
    }

    /** With the weights after the first epoch. */
    public Subject firstEpoch(Network weights) {
        firstEpoch = weights;
        known.add(Need.FIRST_EPOCH);
        return this;
    }

    /** With the examples trained on, never augmented. */
    public Subject train(Batches batches) {
        train = batches;
        known.add(Need.TRAIN);
        return this;
    }

    /** With test examples. */
    public Subject test(Batches batches) {
        test = batches;
        known.add(Need.TEST);
        return this;
    }

    /** With the record of its training. */
    public Subject trace(Trace record) {
        trace = record;
        known.add(Need.TRACE);
        return this;
    }

    /** Trained on random labels. */
    public Subject randomLabels() {
        known.add(Need.RANDOM_LABELS);
        return this;
    }

    /** With a way to train it again. */
    public Subject retraining(Retraining again) {
        retraining = again;
        known.add(Need.RETRAINING);
        return this;
    }

    /** With the loss it was trained on; cross-entropy unless told otherwise. */
    public Subject loss(Loss minimised) {
        loss = minimised;
        return this;
    }

    /** With a place for the checkpoints of what trains for long; none are kept unless told otherwise. */
    public Subject checkpoints(Checkpoints place) {
        checkpoints = place;
        return this;
    }

    /** Where what trains for long keeps its checkpoints. */
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /** With a seed for everything that is drawn; 1 unless told otherwise. */
    public Subject seed(long value) {
        seed = value;
        return this;
    }

    /** With so many examples for searches; 0 = chosen by the network's cost. */
    public Subject searching(int examples) {
        sample = examples;
        return this;
    }

    /** With a bound on ‖x‖ over every possible input, known without the sample. */
    public Subject inputsWithin(double norm) {
        inputBound = norm;
        return this;
    }

    /** With the coefficient of (1/2)‖w‖² in the objective it was trained on. */
    public Subject weightDecay(double coefficient) {
        weightDecay = coefficient;
        return this;
    }

    /** Coefficient of (1/2)‖w‖² in the objective it was trained on; 0 if there is none. */
    public double weightDecay() {
        return weightDecay;
    }

    /** With what is known of how its examples came about. */
    public Subject drawn(Origin known) {
        origin = known;
        return this;
    }

    /** How its examples came about, as far as it is known. */
    public Origin origin() {
        return origin;
    }

    /** With training labels drawn from the true ones, and test labels true: the two splits are of different distributions. */
    public Subject labelsCorrupted(LabelNoise known) {
        noise = known;
        return known.random() ? randomLabels() : this;
    }

    /** How training labels were drawn from the true ones. */
    public LabelNoise noise() {
        return noise;
    }

    /** Whether training examples are from another distribution than test examples. */
    public boolean hasCorruptedLabels() {
        return noise.corrupts();
    }

    /** The weights before training. */
    public Network initial() {
        return given(initial, Need.INITIAL);
    }

    /** The examples trained on, never augmented. */
    public Batches trainBatches() {
        return given(train, Need.TRAIN);
    }

    /** Test examples. */
    public Batches testBatches() {
        return given(test, Need.TEST);
    }

    /** The examples trained on, if they are known. */
    public Optional<Batches> trainedOn() {
        return Optional.ofNullable(train);
    }

    /** Test examples, if there are any. */
    public Optional<Batches> tested() {
        return Optional.ofNullable(test);
    }

    /** Test examples of the training examples' distribution; null if there are none. */
    public @Nullable Batches comparable() {
        return hasCorruptedLabels() ? null : test;
    }

    /** B with ‖x‖ ≤ B for every possible input. */
    public double inputBound() {
        if (Double.isNaN(inputBound)) {
            throw new Unmeasurable("no bound on the length of every possible input is known");
        }
        return inputBound;
    }

    /**
     * What several measures need and is made of this subject, once: a failure is remembered too.
     *
     * @param what its class, by which it is known
     */
    public <T> T derived(Class<T> what, Function<Subject, T> maker) {
        return what.cast(derived.computeIfAbsent(what, c -> Lazy.of(() -> maker.apply(this)))
                .get());
    }

    /** ‖θ - θ⁰‖² over all trained parameters, biases included. */
    public double parameterDistanceSquared() {
        try (StepScope scope = StepScope.open()) {
            double norm = dev.shatter.curvature.Vectors.norm(network()
                    .flat()
                    .to(ScalarType.Double)
                    .sub(given(initial, Need.INITIAL).flat().to(ScalarType.Double)));
            return norm * norm;
        }
    }

    /** The network. */
    public Network network() {
        return network;
    }

    /**
     * Refuses a network of which only parameters and gradients are known.
     *
     * @throws Unmeasurable with the reason why its layers are not known
     */
    public void requireKnownLayers() {
        network.architecture().opaque().ifPresent(reason -> {
            throw new Unmeasurable("the model's layers are not known: " + reason);
        });
    }

    /**
     * Refuses inputs without gradients.
     *
     * @throws Unmeasurable if they are integers
     */
    public void requireContinuousInputs() {
        if (network.architecture().takesIntegers()) {
            throw new Unmeasurable("the inputs are integers: there is no gradient by them, and nothing near them");
        }
    }

    /** K. */
    public int classes() {
        return network.architecture().classes();
    }

    public long seed() {
        return seed;
    }

    public Loss loss() {
        return loss;
    }

    public ScalarType type() {
        return network.type();
    }

    /** What is not known, of what is needed. */
    public Set<Need> missing(Set<Need> needs) {
        Set<Need> missing = EnumSet.noneOf(Need.class);
        missing.addAll(needs);
        missing.removeAll(known);
        return missing;
    }

    /** The folded network, in the network's own type. */
    public Network folded() {
        return folded.get();
    }

    /** The folded network in fp64. */
    public Network wide() {
        return wide.get();
    }

    /** The initial network folded with its own batch-norm statistics, fp64. */
    public Network wideInitial() {
        return wideInitial.get();
    }

    /** Weight layers of the folded network in the order of computation. */
    public List<WeightLayer> layers() {
        return layers.get();
    }

    /** Outputs on the training set: one forward pass, shared. */
    public Outputs outputs() {
        return outputs.get();
    }

    /** Outputs on the test set. */
    public Outputs testOutputs() {
        return testOutputs.get();
    }

    public Network firstEpoch() {
        return given(firstEpoch, Need.FIRST_EPOCH);
    }

    public Trace trace() {
        return given(trace, Need.TRACE);
    }

    public Retraining retraining() {
        return given(retraining, Need.RETRAINING);
    }

    /** The training examples. */
    public Examples train() {
        return Examples.of(given(train, Need.TRAIN), type());
    }

    /** The training examples in fp64. */
    public Examples wideTrain() {
        return Examples.of(given(train, Need.TRAIN), ScalarType.Double);
    }

    /** The test examples. */
    public Examples test() {
        return Examples.of(given(test, Need.TEST), type());
    }

    private Outputs outputsOn(Examples examples) {
        return Outputs.of(network, examples);
    }

    /** Number of training examples. */
    public int n() {
        return given(train, Need.TRAIN).count();
    }

    /** Whether the network normalises batches. */
    public boolean hasBatchNorm() {
        return network().architecture().normalisesBatches();
    }

    /**
     * A random sample of the training examples, the same for everybody who asks for as many; all in stored order where the
     * cost allows it.
     *
     * @param passes forward passes the search makes; a gradient counts three
     */
    public Examples sample(int passes) {
        Batches all = given(train, Need.TRAIN);
        int count = sample > 0
                ? Math.min(sample, all.count())
                : SearchBudget.examples(network().architecture(), passes, all.count());
        if (count == all.count()) {
            return train();
        }
        int[] order = Chance.of(seed, "measure", "sample").permutation(all.count());
        return Examples.of(all, java.util.Arrays.copyOf(order, count), type());
    }

    /** The loss on the training examples as a function of the trained parameters. */
    public EmpiricalLoss lossOf(Examples examples) {
        return new EmpiricalLoss(network(), loss, examples);
    }

    /** The cross-entropy on examples as a function of the folded network's parameters. */
    public EmpiricalLoss foldedLossOf(Examples examples) {
        return new EmpiricalLoss(folded(), Losses.CATALOGUE.get("cross-entropy"), examples);
    }

    /** All weights of the layers, biases left out, after another: fp64, belongs to the innermost scope. */
    public Tensor weights() {
        return join(layers().stream().map(l -> l.kernel().reshape(-1)).toList());
    }

    /** W - W⁰ likewise. */
    public Tensor weightChange() {
        return join(layers().stream()
                .map(l -> l.kernel().sub(l.initialKernel()).reshape(-1))
                .toList());
    }

    private static Tensor join(List<Tensor> parts) {
        return torch.cat(new org.bytedeco.pytorch.TensorVector(parts.toArray(new Tensor[0])), 0);
    }

    private Network fold() {
        return Folding.fold(network());
    }

    private static Network folding(Network network) {
        try (Network copy = network.to(ScalarType.Double)) {
            return Folding.fold(copy);
        }
    }

    private List<WeightLayer> findLayers() {
        Network trained = wide();
        @Nullable Network start = initial == null ? null : wideInitial();
        List<WeightLayer> found = new ArrayList<>();
        trained.architecture()
                .all()
                .forEach(place -> place.parameters().stream()
                        .filter(spec -> spec.role() == ParameterSpec.Role.WEIGHT)
                        .forEach(spec -> found.add(new WeightLayer(place, spec, trained, start))));
        return found;
    }

    private static <T> T given(@Nullable T thing, Need need) {
        if (thing == null) {
            throw new Unmeasurable("needs " + need.words());
        }
        return thing;
    }

    @Override
    public void close() {
        for (Lazy<Network> copy : List.of(folded, wide, wideInitial)) {
            Network made = copy.made();
            if (made != null) {
                made.close();
            }
        }
    }
}
