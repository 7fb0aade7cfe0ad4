package dev.shatter.network;

import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A network rewritten as the same function in fewer kinds of layers, for bounds and norms, which are about the function.
 *
 * <p>Batch norm in evaluation mode after a linear layer (w, b): with s = scale / √(var + ε), per output channel,
 * w' = s w and b' = s (b - mean) + shift. Biases as weights: x becomes (x, 1), hidden layers [[W, b], [0, 1]], the last
 * [W, b]; exact since ReLU(1) = 1. Both results equal the original up to rounding.
 */
public final class Folding {
    private Folding() {}

    /**
     * The network without batch norm and dropout, in memory of its own and the same type.
     *
     * @throws IllegalArgumentException if a batch norm does not follow a dense layer or convolution directly
     */
    public static Network fold(Network network) {
        Architecture old = network.architecture();
        Map<String, Placed> norms = new LinkedHashMap<>();
        List<Layer> layers = fold(network.placed(), norms);
        Network folded = Network.create(
                new Architecture(old.name(), old.input(), old.classes(), layers, old.initialisation()),
                0,
                network.type());
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            for (Placed place : old.all()) {
                if (place.layer() instanceof Dense || place.layer() instanceof Convolution) {
                    copy(network, folded, place.name(), norms.get(place.name()));
                }
            }
        }
        return folded;
    }

    /** New layers; {@code norms} collects the batch norm that follows each linear layer. */
    private static List<Layer> fold(List<Placed> sequence, Map<String, Placed> norms) {
        List<Layer> layers = new ArrayList<>();
        @Nullable Placed before = null;
        for (Placed place : sequence) {
            Layer layer = place.layer();
            if (layer instanceof BatchNorm) {
                if (before == null) {
                    throw new IllegalArgumentException(place.name() + " does not follow a linear layer directly");
                }
                norms.put(before.name(), place);
                layers.set(layers.size() - 1, biased(before.layer()));
                before = null;
                continue;
            }
            before = layer instanceof Dense || layer instanceof Convolution ? place : null;
            if (layer instanceof Branches) {
                layers.add(new Branches(place.branches().stream()
                        .map(branch -> fold(branch, norms))
                        .toList()));
            } else if (!(layer instanceof Dropout)) {
                layers.add(layer);
            }
        }
        return layers;
    }

    private static Layer biased(Layer layer) {
        if (layer instanceof Convolution c) {
            return new Convolution(c.out(), c.kernel(), c.stride(), c.padding(), true);
        }
        return layer instanceof Dense d ? new Dense(d.out(), true) : layer;
    }

    private static void copy(Network from, Network to, String name, @Nullable Placed norm) {
        Tensor weight = from.parameter(name + ".weight");
        @Nullable Tensor bias = from.parameters().get(name + ".bias");
        if (norm == null) {
            to.parameter(name + ".weight").copy_(weight);
            if (bias != null) {
                to.parameter(name + ".bias").copy_(bias);
            }
            return;
        }
        Tensor factor = from.buffer(norm.name() + ".variance")
                .add(new Scalar(BatchNorm.EPSILON))
                .rsqrt();
        @Nullable Tensor scale = from.parameters().get(norm.name() + ".scale");
        if (scale != null) {
            factor = factor.mul(scale);
        }
        long[] spread = new long[weight.shape().length];
        java.util.Arrays.fill(spread, 1);
        spread[0] = -1;
        to.parameter(name + ".weight").copy_(weight.mul(factor.view(spread)));
        Tensor centred = from.buffer(norm.name() + ".mean").neg();
        if (bias != null) {
            centred = centred.add(bias);
        }
        to.parameter(name + ".bias").copy_(centred.mul(factor).add(from.parameter(norm.name() + ".shift")));
    }

    /**
     * A folded chain of dense layers and ReLUs as bias-free layers on (x, 1): evaluate it on {@link #withOne}.
     *
     * @throws IllegalArgumentException if there is any other layer
     */
    public static Network homogenise(Network network) {
        List<Placed> dense = new ArrayList<>();
        for (Placed place : network.placed()) {
            if (place.layer() instanceof Dense) {
                dense.add(place);
            } else if (!(place.layer() instanceof Relu || place.layer() instanceof Flatten)) {
                throw new IllegalArgumentException(
                        "only dense layers with ReLU between can be made bias-free, not " + place.name());
            }
        }
        Architecture old = network.architecture();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < dense.size() - 1; i++) {
            layers.add(new Dense(((Dense) dense.get(i).layer()).out() + 1, false));
            layers.add(new Relu());
        }
        layers.add(new Dense(old.classes(), false));
        Shape input = Shape.of(Math.toIntExact(old.input().elements() + 1));
        Network result = Network.create(
                new Architecture(old.name(), input, old.classes(), layers, old.initialisation()), 0, network.type());
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            result.flat().zero_();
            for (int i = 0; i < dense.size(); i++) {
                String name = dense.get(i).name();
                Tensor weight = network.parameter(name + ".weight");
                Tensor target = result.parameter("dense" + (i + 1) + ".weight");
                long rows = weight.size(0);
                long columns = weight.size(1);
                target.narrow(0, 0, rows).narrow(1, 0, columns).copy_(weight);
                Tensor bias = network.parameters().get(name + ".bias");
                if (bias != null) {
                    target.narrow(0, 0, rows).select(1, columns).copy_(bias);
                }
                if (i < dense.size() - 1) {
                    target.select(0, rows).select(0, columns).fill_(new Scalar(1.0));
                }
            }
        }
        return result;
    }

    /** Each example as a vector with a 1 appended: [n, …] ↦ [n, d + 1]. Belongs to the innermost scope. */
    public static Tensor withOne(Tensor x) {
        try (StepScope scope = StepScope.open()) {
            Tensor flat = x.reshape(x.size(0), -1);
            return scope.pass(torch.cat(new TensorVector(flat, torch.ones_like(flat.narrow(1, 0, 1))), 1));
        }
    }
}
