package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The logit z of two classes as two outputs (0, z): their softmax is (1 - σ(z), σ(z)), so that cross-entropy is that of the
 * one logit, and the margin is ±z.
 */
public record OneLogit() implements Operation {
    @Override
    public String kind() {
        return "logit";
    }

    @Override
    public String text() {
        return "0 beside the logit of the second class";
    }

    @Override
    public Shape output(Shape input) {
        if (input.elements() != 1) {
            throw new IllegalArgumentException("needs one output, not " + input);
        }
        return Shape.of(2);
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        return torch.cat(new TensorVector(torch.zeros_like(x), x), 1);
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
}
