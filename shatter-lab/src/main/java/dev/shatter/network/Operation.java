package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A layer that is one function of one tensor. */
public sealed interface Operation extends Layer
        permits Activation,
                Affine,
                AveragePool,
                Convolution,
                Dense,
                Dropout,
                Flatten,
                GlobalAveragePool,
                LocalResponseNorm,
                MaxPool,
                Normalisation,
                OneLogit,
                Scaling,
                Scripted,
                Signal,
                Subsample {
    /** A layer's tensors by their names within it. */
    @FunctionalInterface
    interface Values {
        Tensor get(String name);
    }

    /** What is trained. */
    default List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    /** What is remembered but not trained. */
    default List<ParameterSpec> buffers(Shape input) {
        return List.of();
    }

    /** The layer's function on a batch. */
    Tensor apply(Tensor x, Values values, Pass pass);

    /**
     * The function of m networks at once, each on its own batch with its own tensors: what {@link #apply} does for each of
     * them, up to rounding. As it stands for layers without tensors and without chance.
     *
     * @param x [m, n, shape…]
     * @param values tensors [m, …]
     * @return [m, n, shape…]
     */
    default Tensor applyToEach(Tensor x, Values values, Pass pass) {
        Tensor merged = x.flatten(0, 1);
        Tensor applied = apply(merged, values, pass);
        return applied.unflatten(0, x.size(0), x.size(1));
    }

    /**
     * What makes the layer's function in training with its derivative written out, for many networks at once; empty where autograd
     * differentiates {@link #apply}.
     */
    default Optional<Function<Site, Stage>> stage() {
        return Optional.empty();
    }

    /** Whether {@link #applyToEach} is quicker than small networks one after another. */
    default boolean gainsTogether() {
        return true;
    }

    /** How the tensor {@code weight} acts, if the layer is linear in it and affine in its input. */
    default Optional<WeightKernel> kernel() {
        return Optional.empty();
    }

    /** The same layer with a bias, if a factor and a number for each output channel can be taken into its parameters. */
    default Optional<Operation> biased() {
        return Optional.empty();
    }

    /** The layer as a normalisation with a scale and a shift of its own, if it is one. */
    default Optional<Normalisation> normalisation() {
        return Optional.empty();
    }

    /** Why it is not known what the layer computes, in a sentence's middle; empty where it is known. */
    default Optional<String> opaque() {
        return Optional.empty();
    }

    /** Whether inputs are read as integers: there is no gradient by them. */
    default boolean takesIntegers() {
        return false;
    }

    /** Whether it is x ↦ T x with a fixed T. */
    default boolean linear() {
        return false;
    }

    /** Whether it treats every value alone, as ReLU does. */
    default boolean unitwise() {
        return false;
    }

    /** Whether f(0) = 0, biases read as weights on a constant input. */
    default boolean fixesZero() {
        return homogeneous();
    }

    /** What one network's batch [n, shape…] is multiplied by in training, drawn at random; empty where there is no chance. */
    default Optional<Tensor> mask(ScalarType type, long... sizes) {
        return Optional.empty();
    }

    /** Whether it is x ↦ max(x, 0), and may be done in place. */
    default boolean rectifies() {
        return false;
    }

    /** Whether it is the identity in evaluation. */
    default boolean trainingOnly() {
        return false;
    }

    /** A constant c with ‖f(x) - f(x')‖ ≤ c ‖x - x'‖ in the l2 norm, whatever the weights; empty if there is none. */
    default OptionalDouble lipschitz(Shape input) {
        return OptionalDouble.empty();
    }

    /** Multiplications of inputs by weights for one sample. */
    default long multiplications(Shape input) {
        Shape output = output(input);
        // A kernel's weights are used once at every position of the output.
        long positions = output.isImage() ? (long) output.height() * output.width() : 1;
        return parameters(input).stream()
                .filter(spec -> spec.role() == ParameterSpec.Role.WEIGHT)
                .mapToLong(spec -> spec.count() * positions)
                .sum();
    }
}
