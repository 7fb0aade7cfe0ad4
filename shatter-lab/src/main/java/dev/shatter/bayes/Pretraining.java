package dev.shatter.bayes;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.train.Augmentations;
import dev.shatter.train.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The subject's architecture trained from its initial weights on a part of the examples, drawn by chance; the rest is for a
 * bound, and nothing here depends on it. Batch norm keeps the statistics of the part. Owns native memory: close it.
 */
public final class Pretraining implements AutoCloseable {
    /** Examples a step. */
    private static final int BATCH = 128;

    private final Network network;
    private final Batches all;
    private final int[] part;
    private final int[] rest;
    private final List<Variant> augmentations;
    private final Batches held;

    private Pretraining(Network network, Batches all, int[] part, int[] rest, List<Variant> augmentations) {
        this.network = network;
        this.all = all;
        this.part = part;
        this.rest = rest;
        this.augmentations = augmentations;
        held = all.select(rest, List.of());
    }

    /** Options of a certifier that begins so. */
    public static List<Parameter> parameters(long epochs) {
        return List.of(
                Parameter.number("prior", 0.5, 0.001, 0.999, "fraction of the examples the prior is trained on"),
                Parameter.integer(
                        "prior-epochs", epochs, 0, 100_000, "passes of the prior's training over its examples"),
                Parameter.number("prior-rate", 0.05, 0, 10, "first learning rate of the prior's training"),
                Parameter.text(
                        "augment",
                        "none",
                        "transformations of the prior's training batches, such as shift:1; never of the bound's points"));
    }

    /**
     * Trains.
     *
     * @param certifier whose options these are, for messages
     * @throws BadInput if a part would be empty or an augmentation changes the size of the images
     */
    public static Pretraining of(String certifier, Subject subject, Variant options, Progress progress) {
        List<Variant> augmentations = augmentations(certifier, options.text("augment"));
        Batches all = subject.trainBatches();
        int n = all.count();
        int first = (int) Math.round(options.number("prior") * n);
        if (first < 1 || first >= n) {
            throw BadInput.in(
                    "certificate '" + certifier + "'",
                    "prior=" + options.number("prior") + " leaves " + first + " of " + n + " examples for the prior",
                    "give a fraction that leaves some for both parts");
        }
        // By chance and not by class: what is left must be an independent sample.
        int[] order = Chance.of(subject.seed(), "prior", "part").permutation(n);
        Pretraining pretraining = new Pretraining(
                subject.initial().to(ScalarType.Float),
                all,
                Arrays.copyOf(order, first),
                Arrays.copyOfRange(order, first, n),
                augmentations);
        try (Batches part = pretraining.lesson(IntStream.range(0, first).toArray(), new int[0])) {
            PriorTraining.run(
                    pretraining.network,
                    part,
                    PriorTraining.course(BATCH, options.integer("prior-epochs"), subject.seed(), "prior"),
                    options.number("prior-rate"),
                    subject.checkpoints(),
                    "prior",
                    progress);
        }
        return pretraining;
    }

    private static List<Variant> augmentations(String certifier, String text) {
        if (text.equals("none")) {
            return List.of();
        }
        List<Variant> augmentations = Augmentations.CATALOGUE.parseAll(text);
        if (augmentations.stream().anyMatch(a -> Augmentations.CATALOGUE.get(a).crops())) {
            throw BadInput.in(
                    "certificate '" + certifier + "'",
                    "augment=" + text + " changes the size of the images",
                    "use shift, which keeps it");
        }
        return augmentations;
    }

    /** What was learnt from the part. */
    public Network network() {
        return network;
    }

    /** Number of examples it was learnt from. */
    public int partCount() {
        return part.length;
    }

    /** The other examples, for a bound. */
    public Batches rest() {
        return held;
    }

    /**
     * Trains the network further: one pass over some of the examples, augmented as the part was, the learning rate falling to 0.
     *
     * @param ofPart places among the examples it was learnt from
     * @param ofRest places among the rest, each as often as it is named
     * @param round names the pass's chance and checkpoint
     */
    public void further(int[] ofPart, int[] ofRest, int batch, double rate, Subject subject, int round) {
        String name = "round" + round;
        try (Batches lesson = lesson(ofPart, ofRest)) {
            PriorTraining.run(
                    network,
                    lesson,
                    PriorTraining.course(batch, 1, subject.seed(), name),
                    rate,
                    subject.checkpoints(),
                    name,
                    Progress.SILENT);
        }
    }

    private Batches lesson(int[] ofPart, int[] ofRest) {
        int[] places = IntStream.concat(
                        Arrays.stream(ofPart).map(i -> part[i]),
                        Arrays.stream(ofRest).map(i -> rest[i]))
                .toArray();
        return all.select(places, augmentations);
    }

    @Override
    public void close() {
        network.close();
        held.close();
    }
}
