package dev.shatter.train;

import dev.shatter.core.BadInput;
import dev.shatter.network.Network;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Which weights are trained: w ← m ⊙ w and g ← m ⊙ g with m in {0, 1}. With masked gradients every optimiser here leaves a
 * weight that is 0 at 0, whatever its momentum, moments and weight decay. Owns native memory: close it.
 */
public final class Mask implements AutoCloseable {
    /** Where m = 0, boolean, [p] in the order of the network's θ. */
    private final Tensor holes;

    private Mask(Tensor holes) {
        this.holes = holes;
    }

    /**
     * A mask for a network.
     *
     * @param kept for some parameters by full name a tensor of the same shape: 0 = held at 0, anything else = trained;
     *     parameters that are not named are trained
     * @throws BadInput if a tensor names no parameter or has another shape
     */
    public static Mask of(Network network, Map<String, HostArray> kept) {
        kept.forEach((name, array) -> {
            Tensor parameter = network.parameters().get(name);
            if (parameter == null || !Arrays.equals(array.sizes(), parameter.shape())) {
                throw BadInput.in(
                        "mask of network '" + network.architecture().name() + "'",
                        "tensor '" + name + "' is not one of its parameters, or of another shape",
                        "give a mask of this very network");
            }
        });
        try (StepScope scope = StepScope.open()) {
            TensorVector holes = new TensorVector();
            network.parameters().forEach((name, parameter) -> {
                HostArray array = kept.get(name);
                holes.push_back(
                        array == null
                                ? torch.zeros_like(parameter.detach()).to(ScalarType.Bool)
                                : Tensors.of(array).eq(new Scalar(0)));
            });
            return new Mask(scope.keep(Tensors.joined(holes, 0, holes.size())));
        }
    }

    /** Sets a network's masked weights to 0. */
    public void apply(Network network) {
        network.flat().masked_fill_(holes, new Scalar(0));
    }

    /** m ⊙ g without NaN where m = 0; belongs to the innermost scope. */
    Tensor applied(Tensor gradient) {
        return gradient.masked_fill(holes, new Scalar(0));
    }

    @Override
    public void close() {
        holes.close();
    }
}
