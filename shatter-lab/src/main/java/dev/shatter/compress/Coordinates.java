package dev.shatter.compress;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Course;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Streams;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The coordinates θ of a {@link Subspace}, 0 at first, with a network that takes the weights they stand for. Owns native
 * memory, not the network: close it.
 */
final class Coordinates implements AutoCloseable {
    private static final Variant ADAM = Optimizers.CATALOGUE.parse("adam");
    private static final Loss LOSS = Losses.CATALOGUE.get("cross-entropy");

    private final Network network;
    private final long seed;
    private final Tensor start;
    private final Tensor bucket;
    private final Tensor factor;
    private final Tensor theta;
    private final TensorVector leaves;

    Coordinates(Network network, Subspace subspace, long seed) {
        this.network = network;
        this.seed = seed;
        try (StepScope scope = StepScope.open()) {
            int p = subspace.start().length;
            start = scope.keep(Tensors.of(subspace.start(), p));
            bucket = scope.keep(Tensors.of(subspace.bucket(), p));
            factor = scope.keep(Tensors.of(subspace.factor(), p));
            theta = scope.keep(Tensors.of(new float[subspace.dimension()], subspace.dimension()));
            leaves = scope.keep(new TensorVector(network.parameters().values().toArray(new Tensor[0])));
        }
    }

    /** θ, [d]. */
    Tensor theta() {
        return theta;
    }

    /** Passes in full batches, in orders of their own for each phase. */
    Course course(String phase, int batch, int epochs, Variant schedule) {
        Streams streams = new Streams(
                pass -> Chance.of(seed, "compress", phase, pass),
                at -> Chance.seed(seed, "compress", phase, "noise", at.step()));
        return Course.full(batch, epochs, schedule, streams);
    }

    /** Adam for some tensor. */
    static Optimizer adam(String name, Tensor tensor) {
        return Optimizers.CATALOGUE.get(ADAM).create(ADAM, Map.of(name, tensor));
    }

    /** Mean cross-entropy's gradient with respect to the coordinates, at the weights of {@code at}, [d]. */
    Tensor gradient(Batch batch, Tensor at) {
        try (NoGradGuard off = new NoGradGuard()) {
            network.flat().copy_(at.index_select(0, bucket)).mul_(factor).add_(start);
        }
        Tensor mean = LOSS.mean(network.forward(batch.inputs(), Pass.LEAN_TRAINING), batch.labels());
        TensorVector found = torch.grad(new TensorVector(mean), leaves);
        try (NoGradGuard off = new NoGradGuard()) {
            Tensor whole = Tensors.joined(found, 0, found.size());
            return torch.zeros_like(theta).index_add_(0, bucket, whole.mul_(factor), new Scalar(1.0));
        }
    }

    @Override
    public void close() {
        start.close();
        bucket.close();
        factor.close();
        theta.close();
        leaves.close();
    }
}
