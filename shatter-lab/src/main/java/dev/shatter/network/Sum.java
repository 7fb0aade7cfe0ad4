package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Several sequences on the same input; their outputs are added: x ↦ Σ_j f_j(x). With an empty sequence among them, a
 * residual block x + f(x) (He et al. 2016, arXiv:1512.03385).
 *
 * @param sequences at least two; outputs of one shape
 */
public record Sum(List<List<Layer>> sequences) implements Parallel {
    public Sum {
        sequences = sequences.stream().map(List::copyOf).toList();
        if (sequences.size() < 2) {
            throw new IllegalArgumentException("summands: " + sequences.size());
        }
    }

    @Override
    public String kind() {
        return "sum";
    }

    @Override
    public String text() {
        return "sum of " + sequences.size() + " branches";
    }

    @Override
    public Sum of(List<List<Layer>> others) {
        return new Sum(others);
    }

    @Override
    public Shape joined(List<Shape> outputs) {
        Shape first = outputs.get(0);
        if (outputs.stream().anyMatch(s -> !s.equals(first))) {
            throw new IllegalArgumentException("adds outputs of different shapes: " + outputs);
        }
        return first;
    }

    @Override
    public Tensor join(TensorVector outputs) {
        Tensor sum = outputs.get(0).add(outputs.get(1));
        for (long i = 2; i < outputs.size(); i++) {
            sum = sum.add_(outputs.get(i));
        }
        return sum;
    }

    /** A ReLU after it looks at the sign of every sum, which is no unit of any branch. */
    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(output(input).elements());
    }
}
