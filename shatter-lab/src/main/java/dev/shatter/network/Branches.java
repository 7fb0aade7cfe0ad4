package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Several sequences on the same input; their outputs are joined along the channels.
 *
 * @param sequences at least two; outputs of equal height and width
 */
public record Branches(List<List<Layer>> sequences) implements Parallel {
    public Branches {
        sequences = sequences.stream().map(List::copyOf).toList();
        if (sequences.size() < 2) {
            throw new IllegalArgumentException("branches: " + sequences.size());
        }
    }

    @Override
    public String kind() {
        return "branches";
    }

    @Override
    public String text() {
        return "join of " + sequences.size() + " branches";
    }

    @Override
    public Branches of(List<List<Layer>> others) {
        return new Branches(others);
    }

    @Override
    public Shape joined(List<Shape> outputs) {
        outputs.forEach(Layer::requireImage);
        Shape first = outputs.get(0);
        if (outputs.stream().anyMatch(s -> s.height() != first.height() || s.width() != first.width())) {
            throw new IllegalArgumentException("joins outputs of different sizes: " + outputs);
        }
        int channels = outputs.stream().mapToInt(Shape::channels).sum();
        return Shape.of(channels, first.height(), first.width());
    }

    @Override
    public Tensor join(TensorVector outputs) {
        return torch.cat(outputs, 1);
    }

    @Override
    public OptionalDouble comparisons(Shape input) {
        return OptionalDouble.of(0);
    }
}
