package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;

/**
 * Several sequences on the same input; their outputs are joined along the channels.
 *
 * @param sequences at least two; outputs of equal height and width
 */
public record Branches(List<List<Layer>> sequences) implements Layer {
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
    public Shape output(Shape input) {
        List<Shape> outputs = sequences.stream()
                .map(layers -> {
                    Shape shape = input;
                    for (Layer layer : layers) {
                        shape = layer.output(shape);
                    }
                    return shape;
                })
                .toList();
        outputs.forEach(Layer::requireImage);
        Shape first = outputs.get(0);
        if (outputs.stream().anyMatch(s -> s.height() != first.height() || s.width() != first.width())) {
            throw new IllegalArgumentException("joins outputs of different sizes: " + outputs);
        }
        int channels = outputs.stream().mapToInt(Shape::channels).sum();
        return Shape.of(channels, first.height(), first.width());
    }
}
