package dev.shatter.landscape;

import dev.shatter.core.Chance;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.ParameterViews;
import dev.shatter.measure.Subject;
import dev.shatter.network.Folding;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batches;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a landscape is drawn around, and the examples it is seen by. Batch norm is folded into the layers before
 * it at its running statistics, so that every place of weight space is a network and nothing has to be estimated anew; the
 * function at the centre is the subject's. Evaluation mode, the subject's loss. Close it to free the folded copy.
 */
public final class Ground implements AutoCloseable {
    private final Network network;
    private final Loss loss;
    private final boolean whole;
    private final Examples train;
    private final @Nullable Examples test;
    private final List<double[]> path;
    private final long seed;

    private Ground(
            Network network,
            Loss loss,
            boolean whole,
            Examples train,
            @Nullable Examples test,
            List<double[]> path,
            long seed) {
        this.network = network;
        this.loss = loss;
        this.whole = whole;
        this.train = train;
        this.test = test;
        this.path = path;
        this.seed = seed;
    }

    /**
     * Of a subject.
     *
     * @param examples how many training and test examples are looked at, the same at every place; all if there are no more
     * @param path weights that its training passed through, in their order and each folded; empty if none were kept
     */
    public static Ground of(Subject subject, int examples, List<double[]> path) {
        Network folded = Folding.fold(subject.network());
        return new Ground(
                folded,
                subject.loss(),
                examples >= subject.n(),
                some(subject.trainBatches(), examples, subject, "train"),
                subject.tested()
                        .map(batches -> some(batches, examples, subject, "test"))
                        .orElse(null),
                List.copyOf(path),
                subject.seed());
    }

    /** A sample without replacement, the same for every landscape of this seed. */
    private static Examples some(Batches all, int count, Subject subject, String name) {
        if (count >= all.count()) {
            return Examples.of(all, subject.type());
        }
        int[] order = Chance.of(subject.seed(), "landscape", name).permutation(all.count());
        return Examples.of(all, Arrays.copyOf(order, count), subject.type());
    }

    /** All weights of a network, as a ground sees them: folded. */
    public static double[] weights(Network network) {
        try (Network folded = Folding.fold(network)) {
            return Tensors.doubles(folded.flat().to(ScalarType.Double));
        }
    }

    /** The folded network. */
    public Network network() {
        return network;
    }

    /** θ of the folded network, fp64 [p]; belongs to the innermost scope. */
    public Tensor centre() {
        return network.flat().to(ScalarType.Double);
    }

    /** What its training passed through; may be empty. */
    List<double[]> path() {
        return path;
    }

    long seed() {
        return seed;
    }

    Loss loss() {
        return loss;
    }

    /** Whether all training examples are looked at. */
    public boolean whole() {
        return whole;
    }

    /** Number of training examples looked at. */
    public int trainCount() {
        return train.count();
    }

    /** Number of test examples looked at; 0 if there are none. */
    public int testCount() {
        return test == null ? 0 : test.count();
    }

    /** The training loss as a function of θ. */
    EmpiricalLoss trainLoss() {
        return new EmpiricalLoss(network, loss, train);
    }

    /** What a network does at θ, fp64 [p]. */
    Place at(double x, double y, Tensor theta) {
        try (StepScope scope = StepScope.open()) {
            Tensor own = theta.to(network.type());
            return new Place(x, y, risk(train, own), test == null ? null : risk(test, own));
        }
    }

    /** The loss of each training example at θ, fp64 [p]. */
    double[] losses(Tensor theta) {
        double[] all = new double[train.count()];
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor own = theta.to(network.type());
            train.inBlocks(network.architecture().block(), (from, batch) -> {
                double[] part = Tensors.doubles(
                        loss.each(outputs(own, batch.inputs()), batch.labels()).to(ScalarType.Double));
                System.arraycopy(part, 0, all, from, part.length);
            });
        }
        return all;
    }

    private Tensor outputs(Tensor theta, Tensor inputs) {
        return network.forward(inputs, ParameterViews.of(network.architecture(), theta), Pass.LEAN_EVALUATION);
    }

    private Place.Risk risk(Examples examples, Tensor theta) {
        EmpiricalLoss.Risk risk = new EmpiricalLoss(network, loss, examples).risk(theta);
        return new Place.Risk(risk.loss(), risk.error());
    }

    /** A vector as a tensor [p], fp64. */
    static Tensor tensor(double[] values) {
        return Tensors.of(values, values.length);
    }

    @Override
    public void close() {
        network.close();
    }
}
