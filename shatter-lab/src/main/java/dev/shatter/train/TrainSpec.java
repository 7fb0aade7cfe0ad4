package dev.shatter.train;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.store.Datasets;
import dev.shatter.network.Networks;
import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Shorthand;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The spec of a training: one network on one data set.
 *
 * <p>The way of the data: take {@code subset} training examples, split off the {@code validation} part, crop, corrupt
 * pixels and labels once, then train; whitening comes last. The test set goes through the same steps, but its labels
 * are never corrupted.
 *
 * <p>A new option is one {@link Field} in {@link #SCHEMA} and its use.
 */
public final class TrainSpec {
    /** The kind's name. */
    public static final String KIND = "train";

    /** The field of the run that a training starts from. */
    public static final String START = "start";

    /** The field of the moment of that run. */
    public static final String MOMENT = "moment";

    /** The field of the mask. */
    public static final String MASK = "mask";

    /** Every epoch is evaluated, unless told otherwise. */
    public static final int EVERY_EPOCH = 1;

    /** Every field, in the order of help. */
    public static final Schema SCHEMA = new Schema(
            KIND,
            List.of(
                    Field.reference(Spec.DATA, Datasets.REFERENCES, "data set, see 'data list'")
                            .weighs(),
                    Field.reference("net", Networks.CATALOGUE, "network, see 'net list'")
                            .weighs(),
                    Field.reference("labels", LabelCorruptions.CATALOGUE, "true", "corruption of the training labels"),
                    Field.reference("pixels", PixelCorruptions.CATALOGUE, "true", "corruption of all inputs"),
                    Field.of(count("subset", 0, Integer.MAX_VALUE, "training examples, stratified; 0 takes all"))
                            .weighs(),
                    Field.of(count("test-subset", 0, Integer.MAX_VALUE, "test examples, stratified; 0 takes all")),
                    Field.of(Parameter.number(
                            "validation",
                            0.0,
                            0,
                            0.9,
                            "fraction of the training examples held out for early stopping")),
                    Field.of(count("crop", 0, 4096, "side of the centre crop in pixels; 0 crops nothing")),
                    Field.of(Parameter.choice(
                            "scaling",
                            List.of("unit", "whiten", "standardise"),
                            "pixels divided by 255, then nothing, whitened per image, or standardised per channel")),
                    Field.reference("loss", Losses.CATALOGUE, "cross-entropy", "what is minimised"),
                    Field.reference("optimizer", Optimizers.CATALOGUE, "sgd", "update rule"),
                    Field.reference("schedule", Schedules.CATALOGUE, "constant", "learning rate over epochs"),
                    Field.references(
                            "augment", Augmentations.CATALOGUE, "transformations of training batches, in order"),
                    Field.of(count("batch", 64, 1 << 20, 1, "examples a step")),
                    Field.of(count("epochs", 100, 1_000_000, "most epochs")),
                    Field.of(count(
                            "evaluate",
                            EVERY_EPOCH,
                            1_000_000,
                            1,
                            "epochs from one evaluation to the next; the last epoch always ends with one")),
                    Field.references("until", StopRules.CATALOGUE, "rules that end training earlier; any one suffices"),
                    Field.of(Parameter.choice(
                            "precision",
                            List.of("auto", "fp32", "bf16"),
                            "of matrix products; auto takes bf16 where the processor multiplies it")),
                    Field.reference("method", Methods.CATALOGUE, "plain", "how a step's gradient is made")
                            .weighs()
                            .later(),
                    Field.references("keep", Snapshots.CATALOGUE, "moments whose weights are kept beside the run")
                            .later(),
                    Field.parent(START, "run whose weights the training starts from, instead of fresh ones"),
                    Field.reference(MOMENT, StoredWeights.CATALOGUE, "final", "which of that run's weights")
                            .later(),
                    Field.reference(
                                    MASK,
                                    Masks.CATALOGUE,
                                    "none",
                                    "which weights are trained, by that run's final ones; the others are held at 0")
                            .later(),
                    Field.seed("seed-data", "seed of subset and validation part"),
                    Field.seed("seed-corruption", "seed of the corruption of labels and pixels"),
                    Field.seed("seed-init", "seed of the initial weights"),
                    Field.seed("seed-order", "seed of the order of the examples in every epoch"),
                    Field.seed("seed-noise", "seed of dropout and augmentation")),
            List.of(
                    Shorthand.option("lr", "optimizer", "learning rate; by default what suits the network"),
                    Shorthand.option("momentum", "optimizer", "momentum of sgd"),
                    Shorthand.option("nesterov", "optimizer", "Nesterov's form of momentum: true or false"),
                    Shorthand.option("weight-decay", "optimizer", "weight decay"),
                    Shorthand.option("dropout", "net", "dropout rate of hidden layers, for networks that have dropout"),
                    Shorthand.toggle("whiten", "scaling", "whiten", "the same as --scaling whiten"),
                    Shorthand.toggle("standardise", "scaling", "standardise", "the same as --scaling standardise"),
                    Shorthand.each(
                            "seed",
                            List.of("seed-data", "seed-corruption", "seed-init", "seed-order", "seed-noise"),
                            "one seed for every source of chance (default: 1)")));

    private final Spec spec;

    private TrainSpec(Spec spec) {
        this.spec = spec;
    }

    /**
     * The view of a spec of this kind.
     *
     * @throws dev.shatter.core.BadInput if it is not as the schema wants it
     */
    public static TrainSpec of(Spec spec) {
        return new TrainSpec(SCHEMA.restore("spec of kind '" + spec.kind() + "'", spec));
    }

    private static Parameter count(String name, long fallback, long high, String meaning) {
        return count(name, fallback, high, 0, meaning);
    }

    private static Parameter count(String name, long fallback, long high, long low, String meaning) {
        return Parameter.integer(name, fallback, low, high, meaning);
    }

    /** The spec itself. */
    public Spec spec() {
        return spec;
    }

    public String id() {
        return spec.id();
    }

    /** Where the examples come from. */
    public Variant data() {
        return spec.variant(Spec.DATA);
    }

    /** Number of training examples, stratified by class; 0 = all. */
    public int subset() {
        return spec.integer("subset");
    }

    /** Number of test examples, stratified by class; 0 = all. */
    public int testSubset() {
        return spec.integer("test-subset");
    }

    /** Fraction of the training examples held out for early stopping, in [0, 0.9]. */
    public double validation() {
        return spec.number("validation");
    }

    /** Side of the centre crop in pixels; 0 = none. */
    public int crop() {
        return spec.integer("crop");
    }

    /** After pixel/255: {@code unit} nothing more, {@code whiten} per image, {@code standardise} per channel. */
    public String scaling() {
        return spec.text("scaling");
    }

    /** Corruption of the training labels. */
    public Variant labels() {
        return spec.variant("labels");
    }

    /** Corruption of the inputs of both splits. */
    public Variant pixels() {
        return spec.variant("pixels");
    }

    /** Architecture. */
    public Variant network() {
        return spec.variant("net");
    }

    /** What is minimised, averaged over a batch. */
    public Variant loss() {
        return spec.variant("loss");
    }

    /** Update rule with its learning rate and weight decay. */
    public Variant optimizer() {
        return spec.variant("optimizer");
    }

    /** Learning rate over epochs as a factor of the optimizer's. */
    public Variant schedule() {
        return spec.variant("schedule");
    }

    /** Transformations of training batches, applied in this order. */
    public List<Variant> augment() {
        return spec.variants("augment");
    }

    /** Examples a step; the last batch of an epoch may be smaller. */
    public int batch() {
        return spec.integer("batch");
    }

    /** Most epochs to train. */
    public int epochs() {
        return spec.integer("epochs");
    }

    /** Epochs from one evaluation to the next, at least 1; the last epoch always ends with one. */
    public int evaluate() {
        return spec.integer("evaluate");
    }

    /** Rules that end training earlier; any one suffices. */
    public List<Variant> until() {
        return spec.variants("until");
    }

    /** {@code auto}, {@code fp32} or {@code bf16} (matrix products only). */
    public String precision() {
        return spec.text("precision");
    }

    /** How a step's gradient is made. */
    public Variant method() {
        return spec.variant("method");
    }

    /** Moments whose weights are kept. */
    public Set<Snapshot> keep() {
        return spec.variants("keep").stream().map(Snapshots::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it starts from a run's weights. */
    public boolean startsFromRun() {
        return !spec.parents(START).isEmpty();
    }

    /** Which of the weights of the run that it starts from, of {@link StoredWeights}. */
    public Variant moment() {
        return spec.variant(MOMENT);
    }

    /** Which weights are trained, of {@link Masks}. */
    public Variant mask() {
        return spec.variant(MASK);
    }

    /** Every source of chance. */
    public Seeds seeds() {
        return new Seeds(
                spec.whole("seed-data"),
                spec.whole("seed-corruption"),
                spec.whole("seed-init"),
                spec.whole("seed-order"),
                spec.whole("seed-noise"));
    }

    /** The same training with other seeds. */
    public TrainSpec with(Seeds others) {
        return new TrainSpec(SCHEMA.with(
                spec,
                Map.of(
                        "seed-data", others.data(),
                        "seed-corruption", others.corruption(),
                        "seed-init", others.init(),
                        "seed-order", others.order(),
                        "seed-noise", others.noise())));
    }
}
