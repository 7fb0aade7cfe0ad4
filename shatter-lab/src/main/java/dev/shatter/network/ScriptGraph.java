package dev.shatter.network;

import dev.shatter.torch.HostArray;
import dev.shatter.torch.TorchFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.GraphOptimizerEnabledGuard;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringVectorOptional;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;

/**
 * A TorchScript module as a sequence of known layers, read from the graph of what it computes: chains of operations, and
 * chains beside each other that begin at one value and are added or joined. Names and order of its parts play no part.
 *
 * <p>Whether the layers really compute what the module does must be tried: operations in place, and reshaping, are read as
 * what they usually are.
 */
final class ScriptGraph {
    /** Why a module is no such sequence, in a sentence's middle. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String reason) {
            super(reason);
        }
    }

    private static final Set<String> NORMALISERS = Set.of("aten::softmax", "aten::log_softmax");

    private final List<ScriptLayer> steps;
    private final boolean normalised;

    /** The value before each value on the way to the input, by number; of a sum, where its summands part. */
    private final Map<Long, Value> before = new HashMap<>();

    private ScriptGraph(Graph graph) throws Unknown {
        Value output = graph.outputs().get(0);
        normalised = NORMALISERS.contains(ScriptNode.of(output).kind());
        // Input 0 is the module itself.
        steps = chain(graph.inputs().get(1), normalised ? ScriptNode.of(output).argument(0) : output);
    }

    /**
     * Reads a module in evaluation mode. What is returned holds no native memory; what is made on the way belongs to the
     * innermost scope.
     *
     * @param parameters how many numbers the module trains; 0 if that is not known
     * @throws Unknown if it is no such sequence
     */
    static ScriptGraph of(JitModule module, long parameters) throws Unknown {
        ScriptGraph read;
        // Without optimisation calls are not written out.
        try (GraphOptimizerEnabledGuard on = new GraphOptimizerEnabledGuard(true)) {
            JitModule frozen = torch.freeze(module, new StringVectorOptional(), false);
            Graph graph = frozen.get_method("forward").graph();
            if (graph.inputs().size() != 2 || graph.outputs().size() != 1) {
                throw new Unknown("it has not one input and one output");
            }
            read = new ScriptGraph(graph);
        } catch (RuntimeException e) {
            throw new Unknown("its graph cannot be read (" + TorchFailure.firstLine(e) + ")");
        }
        long trained = read.steps.stream().mapToLong(ScriptLayer::trained).sum();
        if (parameters > 0 && trained > parameters) {
            throw new Unknown("some of its weights are used in several places");
        }
        if (trained < parameters) {
            throw new Unknown("it has " + (parameters - trained) + " parameters that its output does not depend on");
        }
        return read;
    }

    /** Layers from input to output, without a softmax at the end. */
    List<Layer> layers() {
        return steps.stream().map(ScriptLayer::layer).toList();
    }

    /** Whether the module ends in a softmax or its logarithm. */
    boolean normalised() {
        return normalised;
    }

    /** The values under the architecture's names. */
    Map<String, HostArray> state(Architecture architecture) {
        Map<String, HostArray> state = new TreeMap<>();
        name(steps, architecture.placed(), state);
        return state;
    }

    private static void name(List<ScriptLayer> steps, List<Placed> placed, Map<String, HostArray> state) {
        for (int i = 0; i < steps.size(); i++) {
            Placed place = placed.get(i);
            steps.get(i).values().forEach((name, array) -> state.put(place.name() + "." + name, array));
            for (int j = 0; j < place.branches().size(); j++) {
                name(steps.get(i).inside().get(j), place.branches().get(j), state);
            }
        }
    }

    private List<ScriptLayer> chain(Value from, Value to) throws Unknown {
        Deque<ScriptLayer> layers = new ArrayDeque<>();
        for (Value at = to; at.unique() != from.unique(); at = before(at)) {
            ScriptNode node = ScriptNode.of(at);
            List<Value> parts = parts(node);
            if (parts.isEmpty()) {
                ScriptLayer.of(node).forEach(layers::addFirst);
                continue;
            }
            List<List<ScriptLayer>> inside = new ArrayList<>();
            for (Value part : parts) {
                inside.add(chain(before(at), part));
            }
            layers.addFirst(ScriptLayer.parallel(node.kind().equals("aten::add"), inside));
        }
        return List.copyOf(layers);
    }

    /** What an operation adds or joins; empty where it does neither. */
    private static List<Value> parts(ScriptNode node) throws Unknown {
        switch (node.kind()) {
            case "aten::add" -> {
                if (node.has(0) || node.has(1) || node.number(2) != 1) {
                    throw node.unknown("a constant");
                }
                return List.of(node.argument(0), node.argument(1));
            }
            case "aten::cat" -> {
                ScriptNode list = ScriptNode.of(node.argument(0));
                if (node.whole(1) != 1) {
                    throw node.unknown("another axis than the channels");
                }
                List<Value> joined = new ArrayList<>();
                for (int i = 0; i < list.arguments(); i++) {
                    joined.add(list.argument(i));
                }
                return joined;
            }
            default -> {
                return List.of();
            }
        }
    }

    private Value before(Value value) throws Unknown {
        Value known = before.get(value.unique());
        if (known != null) {
            return known;
        }
        ScriptNode node = ScriptNode.of(value);
        if (!node.kind().startsWith("aten::") || node.arguments() == 0) {
            throw new Unknown(
                    node.kind().equals("prim::Param")
                            ? "its summands have no common beginning"
                            : "its graph has " + node.kind() + ", which is no known layer");
        }
        List<Value> parts = parts(node);
        Value found = parts.isEmpty() ? node.argument(0) : fork(parts);
        before.put(value.unique(), found);
        return found;
    }

    /** The last value through which all of these go. */
    private Value fork(List<Value> values) throws Unknown {
        Set<Long> common = new HashSet<>();
        way(values.get(0)).forEach(v -> common.add(v.unique()));
        for (Value value : values.subList(1, values.size())) {
            Set<Long> there = new HashSet<>();
            way(value).forEach(v -> there.add(v.unique()));
            common.retainAll(there);
        }
        for (Value value : way(values.get(0))) {
            if (common.contains(value.unique())) {
                return value;
            }
        }
        throw new Unknown("its summands have no common beginning");
    }

    /** The value and all before it, back to the input. */
    private List<Value> way(Value value) throws Unknown {
        List<Value> way = new ArrayList<>(List.of(value));
        while (!ScriptNode.of(way.get(way.size() - 1)).kind().equals("prim::Param")) {
            way.add(before(way.get(way.size() - 1)));
        }
        return way;
    }
}
