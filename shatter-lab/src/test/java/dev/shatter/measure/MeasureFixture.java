package dev.shatter.measure;

import dev.shatter.core.Chance;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.measure.catalogue.Measures;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainingStep;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** A small fp64 network trained for a while on images with a pattern a class, with everything known about it. */
public final class MeasureFixture implements AutoCloseable {
    static final int CLASSES = 3;

    final Split split;
    public final Batches train;
    final Batches test;
    final Network initial;
    public final Network network;
    public final Subject subject;

    public MeasureFixture(String reference, int n, int steps) {
        this(reference, n, steps, null);
    }

    /** With labels drawn uniformly in both splits, if {@code labels} is given. */
    public MeasureFixture(String reference, int n, int steps, @Nullable Chance labels) {
        Shape shape = Shape.of(1, 6, 6);
        split = patterns(shape, n, 1, labels);
        InputFormat format = new InputFormat(shape, 0, false, null, false, false);
        train = Batches.of(split, format, List.of());
        test = Batches.of(patterns(shape, n, 2, labels), format, List.of());
        network = Network.create(Networks.architecture(reference, shape, CLASSES), 3, ScalarType.Double);
        initial = network.copy();
        var variant = Optimizers.CATALOGUE.parse("sgd:lr=0.05,momentum=0.9");
        try (var optimizer = Optimizers.CATALOGUE.get(variant).create(variant, network);
                TrainingStep step =
                        new TrainingStep(network, Losses.CATALOGUE.get("cross-entropy"), optimizer, false)) {
            for (int i = 0; i < steps; i++) {
                try (StepScope scope = StepScope.open()) {
                    Batch batch = train.slice(0, n);
                    step.run(new Batch(batch.inputs().to(ScalarType.Double), batch.labels()), 0.05, false);
                }
            }
        }
        subject = Subject.of(network).initial(initial).train(train).test(test);
    }

    private static Split patterns(Shape shape, int n, long seed, @Nullable Chance random) {
        Samples samples = Samples.allocate(Samples.Type.F32, shape, n);
        int[] labels = new int[n];
        Chance chance = Chance.of(seed, "fixture");
        int d = Math.toIntExact(shape.elements());
        for (int i = 0; i < n; i++) {
            labels[i] = i % CLASSES;
            float[] x = new float[d];
            for (int j = 0; j < d; j++) {
                x[j] = (float) (0.5 * Math.sin(0.3 * j * (labels[i] + 1)) + 0.6 * chance.nextGaussian());
            }
            samples.set(i, x);
            labels[i] = random == null ? labels[i] : random.nextInt(CLASSES);
        }
        return new Split(samples, labels);
    }

    /** A network's outputs on the training examples, [n × K]. */
    public double[] logits(Network of) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor inputs = train.slice(0, train.count()).inputs().to(ScalarType.Double);
            return Tensors.doubles(of.forward(inputs, Pass.EVALUATION));
        }
    }

    public double value(String measure) {
        Reading reading = reading(measure);
        return reading.value();
    }

    Reading reading(String measure) {
        try (StepScope scope = StepScope.open()) {
            return Measures.CATALOGUE.get(measure).measure(subject);
        }
    }

    @Override
    public void close() {
        subject.close();
        network.close();
        initial.close();
        train.close();
        test.close();
    }
}
