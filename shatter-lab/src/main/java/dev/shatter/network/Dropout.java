package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * In training, each value becomes 0 with probability p and is divided by 1-p otherwise; in evaluation, the identity.
 *
 * <p>Draws from libtorch's process-wide generator. Source: Srivastava et al. 2014.
 *
 * @param probability p in [0, 1)
 */
public record Dropout(double probability) implements Operation {
    /** Name of the masks of several networks at once. */
    public static final String MASK = "mask";

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public String text() {
        return "dropout " + probability;
    }

    /** Each network draws its own masks, at its own rate. */
    @Override
    public String structure() {
        return kind();
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.dropout(x, probability, pass.training());
    }

    /** Each network has chance of its own: in training a mask is given instead, see {@link #mask}. */
    @Override
    public Tensor applyToEach(Tensor x, Values values, Pass pass) {
        return pass.training() ? x.mul(values.get(MASK)) : x;
    }

    /** What one network's batch [n, shape…] is multiplied by in training; draws as {@link #apply} does. */
    @Override
    public Optional<Tensor> mask(ScalarType type, long... sizes) {
        return Optional.of(torch.dropout(torch.ones(sizes, new TensorOptions(type)), probability, true));
    }

    /** y = m ⊙ x and g ← m ⊙ g with the mask m. */
    @Override
    public Optional<Function<Site, Stage>> stage() {
        return Optional.of(site -> {
            Tensor mask = site.values().get(MASK);
            return new Pointwise(
                    new Pointwise.Curve(
                            false, (y, x) -> torch.mul_out(y, x, mask), (gradient, x) -> gradient.mul_(mask)),
                    site);
        });
    }

    @Override
    public boolean linear() {
        return true;
    }

    @Override
    public boolean homogeneous() {
        return true;
    }

    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(0);
    }

    @Override
    public OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.of(1);
    }

    @Override
    public boolean trainingOnly() {
        return true;
    }
}
