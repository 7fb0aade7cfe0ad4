package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * A layer at its place in an architecture.
 *
 * @param name unique, for instance {@code conv2}; its tensors are {@code conv2.weight} and {@code conv2.bias}
 * @param layer what it does
 * @param input shape of one sample's input
 * @param output shape of one sample's output
 * @param branches the placed sequences if the layer is {@link Parallel}, else empty
 */
public record Placed(String name, Layer layer, Shape input, Shape output, List<List<Placed>> branches) {
    public Placed {
        branches = branches.stream().map(List::copyOf).toList();
    }

    /** The layer, unless it is {@link Parallel}. */
    public Optional<Operation> operation() {
        return layer instanceof Operation operation ? Optional.of(operation) : Optional.empty();
    }

    /** What is trained here, without the branches inside. */
    public List<ParameterSpec> parameters() {
        return operation().map(o -> o.parameters(input)).orElse(List.of());
    }

    /** What is remembered here, without the branches inside. */
    public List<ParameterSpec> buffers() {
        return operation().map(o -> o.buffers(input)).orElse(List.of());
    }

    /** The outputs of the branches as one, if the layer is {@link Parallel}. */
    public Tensor join(TensorVector outputs) {
        return ((Parallel) layer).join(outputs);
    }

    /** How the weight acts, see {@link Operation#kernel}. */
    public Optional<WeightKernel> kernel() {
        return operation().flatMap(Operation::kernel);
    }

    /** Number of trained values here, without the branches inside. */
    public long parameterCount() {
        return parameters().stream().mapToLong(ParameterSpec::count).sum();
    }

    /** Multiplications of inputs by weights for one sample, without the branches inside. */
    public long multiplications() {
        return operation().map(o -> o.multiplications(input)).orElse(0L);
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
