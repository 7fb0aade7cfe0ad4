package dev.shatter.network;

import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where a {@link Stage} works.
 *
 * @param networks m
 * @param examples n, of each network's batch
 * @param input shape of one sample's input
 * @param type of all numbers
 * @param values the layer's tensors by their names within it, [m, …]
 * @param gradients where the gradients by them belong, of the same shapes
 * @param overwrites whether the input is memory that nobody else needs
 * @param wanted whether the gradient by the input is wanted
 * @param scope the stage is made in
 * @param kept what lives as long as the stage; its owner's to close
 */
public record Site(
        int networks,
        int examples,
        Shape input,
        ScalarType type,
        Operation.Values values,
        Operation.Values gradients,
        boolean overwrites,
        boolean wanted,
        StepScope scope,
        List<Tensor> kept) {
    /** Numbers in 64 bytes: each network's begin at such places, since a product may be rounded otherwise at another alignment. */
    private static final long ALIGNED = 16;

    /** Memory [m, n, shape…] that lives as long as the stage, filled with 0. */
    public Tensor memory(Shape shape) {
        long own = examples * shape.elements();
        long[] sizes = new long[shape.sizes().size() + 1];
        sizes[0] = examples;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = shape.sizes().get(i - 1);
        }
        Tensor rows =
                torch.zeros(new long[] {networks, (own + ALIGNED - 1) / ALIGNED * ALIGNED}, new TensorOptions(type));
        return keep(rows.narrow(1, 0, own).unflatten(1, sizes));
    }

    /** The same tensor, made in this scope, to live as long as the stage. */
    public Tensor keep(Tensor tensor) {
        kept.add(scope.keep(tensor));
        return tensor;
    }
}
