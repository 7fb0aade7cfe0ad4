package dev.shatter.bayes;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.network.Walk;
import dev.shatter.network.WeightKernel;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Orthogonal coordinates of the weights of dense layers: W = U W' Qᵀ and b = U b'.
 *
 * <p>The columns of Q are the eigenvectors of E[x xᵀ] over the layer's inputs, those of U the eigenvectors of E[g gᵀ] over
 * the gradients at its outputs: the eigenbasis of the Kronecker-factored curvature (George et al. 2018, arXiv:1806.03884).
 * In it a Gaussian with independent coordinates can be wide wherever neither the data nor the outputs look, which one with
 * independent weights cannot, pixels being correlated. A prior N(w0, λI) is the same distribution in all orthogonal
 * coordinates, so these may be chosen from the very points of a bound. Convolutions, scales and shifts of batch norm, and
 * layers too large for their eigenvectors keep theirs. Owns native memory: close it.
 */
final class Axes implements AutoCloseable {
    /** Inputs and outputs of a layer: eigenvectors of so many take ten seconds on 2 cores. */
    private static final long LARGEST = 4096;

    /**
     * Of one layer.
     *
     * @param q of its inputs, [in, in]
     * @param u of its outputs, [out, out]
     */
    private record Pair(Tensor q, Tensor u) {
        Tensor turned(Tensor weight) {
            return u.t().mm(weight).mm(q);
        }

        Tensor back(Tensor weight) {
            return u.mm(weight).mm(q.t());
        }
    }

    private final Map<String, Pair> layers = new LinkedHashMap<>();

    private Axes() {}

    /** The weights' own. */
    static Axes standard() {
        return new Axes();
    }

    /**
     * Those of a network on examples. The gradients are of random combinations of its logits.
     *
     * @param seed of the combinations
     */
    static Axes of(Network network, Batches examples, long seed) {
        Axes axes = new Axes();
        try (StepScope scope = StepScope.open();
                Network single = network.to(ScalarType.Float)) {
            Map<String, Tensor> first = new LinkedHashMap<>();
            Map<String, Tensor> second = new LinkedHashMap<>();
            examples.inBlocks(single.architecture().block(), (from, batch) -> {
                GeneratorOptional chance = Generators.of(seed, "posterior", "axes", from);
                moments(single, batch.inputs(), chance, first, second);
            });
            first.forEach((name, moment) -> {
                Tensor other = scope.adopt(Objects.requireNonNull(second.get(name)));
                axes.layers.put(
                        name, new Pair(scope.keep(eigenvectors(scope.adopt(moment))), scope.keep(eigenvectors(other))));
            });
        }
        return axes;
    }

    private static void moments(
            Network network,
            Tensor x,
            GeneratorOptional chance,
            Map<String, Tensor> first,
            Map<String, Tensor> second) {
        List<String> names = new ArrayList<>();
        TensorVector probes = new TensorVector();
        Tensor logits = Walk.through(network.placed(), x, (place, operation, input) -> {
            Tensor output = operation.apply(input, network.values(place), Pass.EVALUATION);
            if (!operation.kernel().equals(Optional.of(WeightKernel.MATRIX))
                    || place.input().elements() > LARGEST
                    || output.size(1) > LARGEST) {
                return output;
            }
            Tensor probe = torch.zeros_like(output).set_requires_grad(true);
            names.add(place.name());
            probes.push_back(probe);
            add(first, place.name(), input.detach());
            return output.add(probe);
        });
        if (!names.isEmpty()) {
            Tensor combinations = torch.randn(logits.shape(), chance, x.options());
            TensorVector gradients =
                    torch.grad(new TensorVector(logits.mul(combinations).sum()), probes);
            for (int i = 0; i < names.size(); i++) {
                add(second, names.get(i), gradients.get(i));
            }
        }
    }

    private static void add(Map<String, Tensor> moments, String name, Tensor rows) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor moment = torch.mm(rows.t(), rows).to(ScalarType.Double);
            Tensor sum = moments.get(name);
            if (sum == null) {
                moments.put(name, scope.keep(moment));
            } else {
                sum.add_(moment);
            }
        }
    }

    private static Tensor eigenvectors(Tensor moment) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            return scope.pass(
                    torch.linalg_eigh(moment).get1().to(ScalarType.Float).contiguous());
        }
    }

    /** A dense layer's input in its coordinates: x Q. */
    Tensor turned(Placed place, Tensor input) {
        Pair pair = layers.get(place.name());
        return pair == null ? input : torch.mm(input, pair.q());
    }

    /** A dense layer's output, back from its coordinates: y Uᵀ. */
    Tensor back(Placed place, Tensor output) {
        Pair pair = layers.get(place.name());
        return pair == null ? output : torch.mm(output, pair.u().t());
    }

    /** The network with W' and b' in the place of W and b, in memory of its own. */
    Network turned(Network network) {
        Network turned = network.to(ScalarType.Float);
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            layers.forEach((name, pair) -> {
                Tensor weight = turned.parameter(name + ".weight");
                weight.copy_(pair.turned(weight));
                Tensor bias = turned.parameters().get(name + ".bias");
                if (bias != null) {
                    bias.copy_(pair.u().t().mv(bias));
                }
            });
        }
        return turned;
    }

    /** W and b from W' and b', in place. */
    void turnBack(Map<String, Tensor> parameters) {
        layers.forEach((name, pair) -> {
            parameters.computeIfPresent(name + ".weight", (key, weight) -> weight.copy_(pair.back(weight)));
            parameters.computeIfPresent(
                    name + ".bias", (key, bias) -> bias.copy_(pair.u().mv(bias)));
        });
    }

    @Override
    public void close() {
        layers.values().forEach(pair -> {
            pair.q().close();
            pair.u().close();
        });
    }
}
