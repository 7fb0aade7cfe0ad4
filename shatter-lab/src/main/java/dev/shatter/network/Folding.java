package dev.shatter.network;

import dev.shatter.data.Shape;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * [W, b]; exact since ReLU(1) = 1. Both results equal the original up to rounding. A batch norm that no layer can take in
 * becomes an {@link Affine}.
 */
public final class Folding {
    private Folding() {}

    /**
     * Where the values of a folded layer come from.
     *
     * @param place the layer they were in; null for parallel sequences
     * @param norm the batch norm they take in
     */
    private record Source(@Nullable Placed place, @Nullable Placed norm) {}

    /** The network without batch norm and dropout, in memory of its own and the same type. */
    public static Network fold(Network network) {
        Architecture old = network.architecture();
        List<Source> sources = new ArrayList<>();
        List<Layer> layers = fold(network.placed(), sources);
        Network folded = Network.create(
                new Architecture(old.name(), old.input(), old.classes(), layers, old.initialisation()),
                0,
                network.type());
        List<Placed> places = folded.architecture().all();
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            for (int i = 0; i < places.size(); i++) {
                copy(network, sources.get(i), folded, places.get(i));
            }
        }
        return folded;
    }

    /** New layers; {@code sources} gets one entry a layer, those inside parallel sequences before it. */
    private static List<Layer> fold(List<Placed> sequence, List<Source> sources) {
        List<Layer> layers = new ArrayList<>();
        @Nullable Operation open = null;
        for (Placed place : sequence) {
            if (place.layer() instanceof Parallel parallel) {
                layers.add(parallel.of(place.branches().stream()
                        .map(branch -> fold(branch, sources))
                        .toList()));
                sources.add(new Source(null, null));
                open = null;
                continue;
            }
            Operation operation = place.operation().orElseThrow();
            if (operation.trainingOnly()) {
                continue;
            }
            if (operation instanceof BatchNorm) {
                if (open != null) {
                    int last = layers.size() - 1;
                    layers.set(last, open);
                    sources.set(
                            sources.size() - 1,
                            new Source(sources.get(sources.size() - 1).place(), place));
                } else {
                    layers.add(new Affine());
                    sources.add(new Source(null, place));
                }
                open = null;
                continue;
            }
            layers.add(operation);
            sources.add(new Source(place, null));
            open = operation.biased().orElse(null);
        }
        return layers;
    }

    private static void copy(Network from, Source source, Network to, Placed target) {
        Placed place = source.place();
        Placed norm = source.norm();
        if (norm == null) {
            if (place != null) {
                place.parameters()
                        .forEach(spec -> to.parameter(target.name(spec)).copy_(from.parameter(place.name(spec))));
                place.buffers().forEach(spec -> to.buffer(target.name(spec)).copy_(from.buffer(place.name(spec))));
            }
            return;
        }
        Tensor mean = from.buffer(norm.name() + ".mean");
        Tensor shift = from.parameter(norm.name() + ".shift");
        Tensor factor = factor(from, norm);
        if (place == null) {
            to.parameter(target.name() + ".scale").copy_(factor);
            to.parameter(target.name() + ".shift").copy_(shift.sub(mean.mul(factor)));
            return;
        }
        Tensor weight = from.parameter(place.name() + ".weight");
        @Nullable Tensor bias = from.parameters().get(place.name() + ".bias");
        long[] spread = new long[weight.shape().length];
        Arrays.fill(spread, 1);
        spread[0] = -1;
        to.parameter(target.name() + ".weight").copy_(weight.mul(factor.view(spread)));
        Tensor centred = mean.neg();
        if (bias != null) {
            centred = centred.add(bias);
        }
        to.parameter(target.name() + ".bias").copy_(centred.mul(factor).add(shift));
    }

    /** scale / √(var + ε). */
    private static Tensor factor(Network network, Placed norm) {
        double epsilon = ((BatchNorm) norm.layer()).epsilon();
        Tensor factor = network.buffer(norm.name() + ".variance")
                .add(new Scalar(epsilon))
                .rsqrt();
        @Nullable Tensor scale = network.parameters().get(norm.name() + ".scale");
        return scale == null ? factor : factor.mul(scale);
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
