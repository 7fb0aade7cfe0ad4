package dev.shatter.measure;

import dev.shatter.core.Chance;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.measure.catalogue.MeasureRunner;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Measurement;
import dev.shatter.run.Trace;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Examples;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * An fp64 network trained on a few images of Fashion-MNIST to a cross-entropy of 0.01, with everything known about it
 * that a measure may need: also the way to train it again.
 */
final class FashionFixture implements AutoCloseable, Retraining {
    static final int N = 60;
    private static final int CLASSES = 10;
    /** The centre of the images, so that naive loops end. */
    private static final int SIDE = 12;

    private static final Shape SHAPE = Shape.of(1, SIDE, SIDE);
    private static final int BATCH = 20;
    private static final int MOST = 400;
    /** Passes over the examples when trained again. */
    private static final int AGAIN = 1;

    /** A network handed out, as it was then. */
    record Again(Naive network, int[] labels, int without) {}

    final Split train;
    final Split test;
    final Network network;
    final Network initial;
    final Network firstEpoch;
    final Trace trace;
    final Subject subject;
    /** All trained again since the last measurement began. */
    final List<Again> again = new ArrayList<>();

    private final String reference;
    private final Batches batches;
    private final Batches testBatches;

    FashionFixture(String reference, Dataset data) {
        this.reference = reference;
        train = data.train().select(some(data.train(), "train"));
        test = data.test().select(some(data.test(), "test"));
        batches = batches(train);
        testBatches = batches(test);
        network = create(3);
        initial = network.copy();
        Examples examples = Examples.of(batches, ScalarType.Double);
        List<List<Double>> rows = new ArrayList<>();
        @Nullable Network first = null;
        double loss = Double.POSITIVE_INFINITY;
        try (Training training = new Training(network)) {
            while (loss > 0.01 && rows.size() < MOST) {
                training.pass(batches);
                first = first == null ? network.copy() : first;
                loss = Outputs.of(network, examples).crossEntropy();
                rows.add(List.of((rows.size() + 1.0) * N / BATCH, loss));
            }
        }
        firstEpoch = java.util.Objects.requireNonNull(first);
        trace = new Trace(List.of("step", "trainLoss"), rows);
        subject = Subject.of(network)
                .initial(initial)
                .firstEpoch(firstEpoch)
                .train(batches)
                .test(testBatches)
                .trace(trace)
                .randomLabels()
                .retraining(this);
    }

    private static int[] some(Split split, String name) {
        return Arrays.copyOf(Chance.of(1, "fixture", name).permutation(split.count()), N);
    }

    private static Batches batches(Split split) {
        return Batches.of(split, new InputFormat(SHAPE, SIDE, false, null, false, false), List.of());
    }

    private Network create(long seed) {
        return Network.create(Networks.architecture(reference, SHAPE, CLASSES), seed, ScalarType.Double);
    }

    /** Steps of momentum on batches in stored order. */
    private static final class Training implements AutoCloseable {
        private final dev.shatter.train.Optimizer optimizer;
        private final TrainingStep step;

        Training(Network network) {
            var variant = Optimizers.CATALOGUE.parse("sgd:lr=0.05,momentum=0.9");
            optimizer = Optimizers.CATALOGUE.get(variant).create(variant, network);
            step = new TrainingStep(network, Losses.CATALOGUE.get("cross-entropy"), optimizer, false);
        }

        void pass(Batches batches) {
            for (int from = 0; from < batches.count(); from += BATCH) {
                try (StepScope scope = StepScope.open()) {
                    Batch batch = batches.slice(from, Math.min(BATCH, batches.count() - from));
                    step.run(new Batch(batch.inputs().to(ScalarType.Double), batch.labels()), 0.05, false);
                }
            }
        }

        @Override
        public void close() {
            step.close();
            optimizer.close();
        }
    }

    private Network again(Split split, long seed, int without) {
        Network fresh = create(seed);
        try (Batches own = batches(split);
                Training training = new Training(fresh)) {
            for (int pass = 0; pass < AGAIN; pass++) {
                training.pass(own);
            }
        }
        again.add(new Again(Naive.of(fresh), split.labels(), without));
        return fresh;
    }

    @Override
    public int[] labels() {
        return train.labels();
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public Network withLabels(int[] labels, long seed) {
        return again(new Split(train.inputs(), labels), seed, -1);
    }

    @Override
    public Network without(int i) {
        return again(train.select(IntStream.range(0, N).filter(j -> j != i).toArray()), 3, i);
    }

    @Override
    public Network reseeded(long seed) {
        return again(train, seed, -1);
    }

    /** Images as the network sees them, cut out by hand. */
    static double[][] inputs(Split split) {
        Samples samples = split.inputs();
        int side = samples.shape().width();
        int margin = (side - SIDE) / 2;
        double[][] inputs = new double[samples.count()][SIDE * SIDE];
        float[] image = new float[samples.elements()];
        for (int i = 0; i < inputs.length; i++) {
            samples.copy(i, image);
            for (int j = 0; j < SIDE * SIDE; j++) {
                inputs[i][j] = image[(margin + j / SIDE) * side + margin + j % SIDE];
            }
        }
        return inputs;
    }

    Measurement measure(String name) {
        again.clear();
        return MeasureRunner.one(subject, Measures.CATALOGUE.get(name));
    }

    @Override
    public void close() {
        subject.close();
        network.close();
        initial.close();
        firstEpoch.close();
        batches.close();
        testBatches.close();
    }
}
