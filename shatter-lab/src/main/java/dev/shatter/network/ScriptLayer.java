package dev.shatter.network;

import dev.shatter.torch.HostArray;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A layer read from a graph, with its values.
 *
 * @param layer what it does
 * @param values its tensors by their names within the layer
 * @param trained how many numbers of the module's parameters are among them
 * @param inside what is read of the layer's sequences, if it is {@link Parallel}
 */
record ScriptLayer(Layer layer, Map<String, HostArray> values, long trained, List<List<ScriptLayer>> inside) {
    private static ScriptLayer plain(Layer layer) {
        return new ScriptLayer(layer, Map.of(), 0, List.of());
    }

    /** Sequences on one input, whose outputs become one. */
    static ScriptLayer parallel(boolean adds, List<List<ScriptLayer>> inside) {
        List<List<Layer>> sequences = inside.stream()
                .map(steps -> steps.stream().map(ScriptLayer::layer).toList())
                .toList();
        return new ScriptLayer(
                adds ? new Sum(sequences) : new Branches(sequences),
                Map.of(),
                inside.stream()
                        .flatMap(List::stream)
                        .mapToLong(ScriptLayer::trained)
                        .sum(),
                inside);
    }

    /**
     * What an operation is as a layer of its first argument; empty for the identity.
     *
     * @throws ScriptGraph.Unknown if it is none that is known
     */
    static Stream<ScriptLayer> of(ScriptNode n) throws ScriptGraph.Unknown {
        return switch (n.kind()) {
            case "aten::contiguous", "aten::detach", "aten::squeeze", "aten::alias" -> Stream.empty();
            case "aten::dropout", "aten::feature_dropout", "aten::alpha_dropout" -> {
                if (n.flag(2)) {
                    throw n.unknown("chance in evaluation");
                }
                yield Stream.empty();
            }
            default -> Stream.of(one(n));
        };
    }

    private static ScriptLayer one(ScriptNode n) throws ScriptGraph.Unknown {
        return switch (n.kind()) {
            case "aten::linear" ->
                weighted(new Dense(Math.toIntExact(n.tensor(1).size(0)), n.has(2)), n);
            case "aten::conv2d" -> convolution(n, 6);
            case "aten::_convolution" -> {
                if (n.flag(6)) {
                    throw n.unknown("transposition");
                }
                yield convolution(n, 8);
            }
            case "aten::batch_norm" -> batchNorm(n);
            case "aten::layer_norm" ->
                normalisation(new LayerNorm(n.numbers(1).size(), n.number(4), n.has(2), n.has(3)), n);
            case "aten::group_norm" -> normalisation(new GroupNorm(n.whole(1), n.number(4), n.has(2), n.has(3)), n);
            case "aten::relu" -> plain(new Relu());
            case "aten::hardtanh" -> {
                if (n.number(1) != 0 || n.number(2) != 6) {
                    throw n.unknown("other bounds than 0 and 6");
                }
                yield plain(new Relu6());
            }
            case "aten::relu6" -> plain(new Relu6());
            case "aten::leaky_relu" -> plain(new LeakyRelu(n.number(1)));
            case "aten::tanh" -> plain(new Tanh());
            case "aten::sigmoid" -> plain(new Sigmoid());
            case "aten::softplus" -> plain(new Softplus());
            case "aten::silu" -> plain(new Silu());
            case "aten::gelu" -> plain(new Gelu(n.says(1, "tanh")));
            case "aten::max_pool2d" -> plain(new MaxPool(pooled(n, 0, n.pair(4, 1, 1)), pooled(n, 1, n.pair(4, 1, 1))));
            case "aten::avg_pool2d" -> plain(new AveragePool(pooled(n, 0, 1, 1), pooled(n, 1, 1, 1)));
            case "aten::adaptive_avg_pool2d" -> {
                if (!n.numbers(1).stream().allMatch(size -> size == 1)) {
                    throw n.unknown("more than one position");
                }
                yield plain(new GlobalAveragePool());
            }
            case "aten::mean" -> {
                if (!List.of(List.of(2, 3), List.of(-1, -2), List.of(-2, -1)).contains(n.numbers(1))) {
                    throw n.unknown("other axes than an image's sides");
                }
                yield plain(new GlobalAveragePool());
            }
            case "aten::flatten", "aten::view", "aten::reshape" -> plain(new Flatten());
            case "aten::mul" -> {
                double factor = n.number(1);
                if (!(factor > 0)) {
                    throw n.unknown("the factor " + factor);
                }
                yield plain(new Scaling(factor));
            }
            default -> throw new ScriptGraph.Unknown("its graph has " + n.kind() + ", which is no known layer");
        };
    }

    private static ScriptLayer convolution(ScriptNode n, int groups) throws ScriptGraph.Unknown {
        long[] weight = n.tensor(1).shape();
        if (weight.length != 4) {
            throw n.unknown("a kernel of " + (weight.length - 2) + " dimensions");
        }
        Side[] sides = new Side[2];
        for (int i = 0; i < 2; i++) {
            sides[i] = new Side(
                    Math.toIntExact(weight[2 + i]), n.pair(3, 1, 1)[i], n.pair(4, 0, 0)[i], n.pair(5, 1, 1)[i]);
        }
        return weighted(new Convolution(Math.toIntExact(weight[0]), sides[0], sides[1], n.whole(groups), n.has(2)), n);
    }

    private static Side pooled(ScriptNode n, int axis, int... dilation) throws ScriptGraph.Unknown {
        int[] window = n.pair(1);
        return new Side(window[axis], n.pair(2, window)[axis], n.pair(3, 0, 0)[axis], dilation[axis]);
    }

    private static ScriptLayer weighted(Layer layer, ScriptNode n) throws ScriptGraph.Unknown {
        return valued(layer, n, Map.of("weight", 1, "bias", 2), Map.of());
    }

    private static ScriptLayer normalisation(Layer layer, ScriptNode n) throws ScriptGraph.Unknown {
        return valued(layer, n, Map.of("scale", 2, "shift", 3), Map.of());
    }

    private static ScriptLayer batchNorm(ScriptNode n) throws ScriptGraph.Unknown {
        if (n.flag(5) || !n.has(3)) {
            throw n.unknown("the statistics of each batch");
        }
        Tensor mean = n.tensor(3);
        Map<String, HostArray> remembered = new TreeMap<>(Map.of("mean", host(mean), "variance", host(n.tensor(4))));
        if (!n.has(2)) {
            remembered.put("shift", host(torch.zeros_like(mean)));
        }
        return valued(new BatchNorm(n.has(1), n.number(7)), n, Map.of("scale", 1, "shift", 2), remembered);
    }

    /** The layer with the arguments that are there under these names, and with what is not trained. */
    private static ScriptLayer valued(
            Layer layer, ScriptNode n, Map<String, Integer> arguments, Map<String, HostArray> untrained)
            throws ScriptGraph.Unknown {
        Map<String, HostArray> values = new TreeMap<>(untrained);
        long trained = 0;
        for (Map.Entry<String, Integer> argument : arguments.entrySet()) {
            if (n.has(argument.getValue())) {
                Tensor value = n.tensor(argument.getValue());
                values.put(argument.getKey(), host(value));
                trained += value.numel();
            }
        }
        return new ScriptLayer(layer, values, trained, List.of());
    }

    private static HostArray host(Tensor tensor) {
        return Tensors.host(tensor.detach().to(ScalarType.Float));
    }
}
