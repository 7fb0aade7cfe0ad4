package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer at its place in an architecture.
 *
 * @param name unique, for instance {@code conv2}; its tensors are {@code conv2.weight} and {@code conv2.bias}
 * @param layer what it does
 * @param input shape of one sample's input
 * @param output shape of one sample's output
 * @param branches the placed sequences if the layer is {@link Branches}, else empty
 */
public record Placed(String name, Layer layer, Shape input, Shape output, List<List<Placed>> branches) {
    public Placed {
        branches = branches.stream().map(List::copyOf).toList();
    }

    /** What is trained here, without the branches inside. */
    public List<ParameterSpec> parameters() {
        return layer instanceof Operation operation ? operation.parameters(input) : List.of();
    }

    /** What is remembered here, without the branches inside. */
    public List<ParameterSpec> buffers() {
        return layer instanceof Operation operation ? operation.buffers(input) : List.of();
    }

    /** Full name of one of the layer's tensors. */
    public String name(ParameterSpec spec) {
        return name + "." + spec.name();
    }

    /** The branches' layers, depth first, then this one: the order in which things are computed. */
    Stream<Placed> all() {
        return Stream.concat(branches.stream().flatMap(List::stream).flatMap(Placed::all), Stream.of(this));
    }
}
