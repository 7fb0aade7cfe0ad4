package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.torch.TorchFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An architecture with its values: f(x; θ).
 *
 * <p>All parameters lie in one vector θ, one after another in the order of computation, each row-major;
 * {@link #parameters()} are leaves that share its memory. So an optimiser updates one tensor, and a norm or a random
 * direction is one operation. Owns native memory outside any scope: close it.
 */
public final class Network implements AutoCloseable {
    private final Architecture architecture;
    private final List<Placed> placed;
    private final Tensor flat;
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> buffers;

    private Network(Architecture architecture, ScalarType type) {
        this.architecture = architecture;
        this.placed = architecture.placed();
        architecture.requireMemory(type == ScalarType.Double ? Double.BYTES : Float.BYTES, "its weights");
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            flat = scope.keep(torch.zeros(new long[] {architecture.parameterCount()}, new TensorOptions(type)));
            Map<String, Tensor> leaves = new LinkedHashMap<>();
            long offset = 0;
            for (Map.Entry<String, ParameterSpec> entry :
                    architecture.parameters().entrySet()) {
                ParameterSpec spec = entry.getValue();
                Tensor leaf = flat.narrow(0, offset, spec.count())
                        .view(spec.sizes())
                        .detach()
                        .set_requires_grad(true);
                leaves.put(entry.getKey(), scope.keep(leaf));
                offset += spec.count();
            }
            parameters = Collections.unmodifiableMap(leaves);
            Map<String, Tensor> remembered = new LinkedHashMap<>();
            architecture
                    .buffers()
                    .forEach((name, spec) ->
                            remembered.put(name, scope.keep(torch.zeros(spec.sizes(), new TensorOptions(type)))));
            buffers = Collections.unmodifiableMap(remembered);
        }
    }

    /** A fresh fp32 network; the same seed gives the same bits. */
    public static Network create(Architecture architecture, long seed) {
        return create(architecture, seed, ScalarType.Float);
    }

    /** A fresh network in the given type, {@code Float} or {@code Double}. */
    public static Network create(Architecture architecture, long seed, ScalarType type) {
        Network network = new Network(architecture, type);
        Initialisation initialisation = architecture.initialisation();
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            architecture
                    .parameters()
                    .forEach((name, spec) -> initialisation.fill(network.parameter(name), spec, name, seed));
            architecture.buffers().forEach((name, spec) -> initialisation.fill(network.buffer(name), spec, name, seed));
        }
        return network;
    }

    /** An fp32 network with stored values, see {@link #state()}. */
    public static Network of(Architecture architecture, Map<String, HostArray> state) {
        Network network = new Network(architecture, ScalarType.Float);
        network.load(state);
        return network;
    }

    public Architecture architecture() {
        return architecture;
    }

    /** The layers with their names and shapes. */
    public List<Placed> placed() {
        return placed;
    }

    /** What is trained, by full name, in the order of computation: leaves that require gradients and share θ's memory. */
    public Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Batch-norm statistics by full name. */
    public Map<String, Tensor> buffers() {
        return buffers;
    }

    /** θ: all parameters as one vector [p], without gradient; writing to it changes the network. */
    public Tensor flat() {
        return flat;
    }

    /** The parameter of this full name. */
    public Tensor parameter(String name) {
        Tensor parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + name + "' among " + parameters.keySet());
        }
        return parameter;
    }

    /** A layer's parameters and statistics by their names within it. */
    public Operation.Values values(Placed place) {
        return name -> value(parameters, place.name() + "." + name);
    }

    /** The network's type, Float or Double. */
    public ScalarType type() {
        return flat.scalar_type().intern();
    }

    /** Logits [n, K] of a batch [n, shape…]; belongs to the innermost scope. */
    public Tensor forward(Tensor x, boolean training) {
        return forward(x, parameters, training ? Pass.TRAINING : Pass.EVALUATION);
    }

    /** Logits, evaluated as {@code pass} says. A training pass moves the running statistics. */
    public Tensor forward(Tensor x, Pass pass) {
        return forward(x, parameters, pass);
    }

    /**
     * Logits under other parameters: f(x; values).
     *
     * @param values every parameter by full name, of the right shapes, for instance perturbed or differentiable ones
     */
    public Tensor forward(Tensor x, Map<String, Tensor> values, Pass pass) {
        try (StepScope scope = StepScope.open()) {
            return scope.pass(run(placed, x, values, pass));
        }
    }

    /** Intermediate tensors are freed as soon as the next layer is done; autograd holds on to what it needs. */
    private Tensor run(List<Placed> layers, Tensor x, Map<String, Tensor> values, Pass pass) {
        Tensor current = x;
        boolean own = false;
        boolean fresh = false;
        for (int i = 0; i < layers.size(); i++) {
            Placed place = layers.get(i);
            boolean rectified = false;
            if (pass.lean() && place.layer() instanceof Relu) {
                if (i + 1 < layers.size() && layers.get(i + 1).layer() instanceof MaxPool) {
                    // The largest of rectified values is the rectified largest: rectify what is left after pooling.
                    place = layers.get(++i);
                    rectified = true;
                } else if (fresh) {
                    torch.relu_(current);
                    continue;
                }
            }
            Tensor next;
            try (StepScope inner = StepScope.open()) {
                next = inner.pass(step(place, current, values, pass));
            }
            if (own) {
                current.close();
            }
            current = next;
            own = true;
            if (rectified) {
                torch.relu_(current);
            }
            fresh = place.layer().fresh();
        }
        return own ? current : x.alias();
    }

    private Tensor step(Placed place, Tensor x, Map<String, Tensor> values, Pass pass) {
        try {
            if (place.layer() instanceof Parallel parallel) {
                TensorVector outputs = new TensorVector();
                for (List<Placed> branch : place.branches()) {
                    outputs.push_back(run(branch, x, values, pass));
                }
                return parallel.join(outputs);
            }
            return place.operation().orElseThrow().apply(x, name -> value(values, place.name() + "." + name), pass);
        } catch (RuntimeException e) {
            throw TorchFailure.of("layer " + place.name() + " (" + place.layer().text() + ")", e, x);
        }
    }

    private Tensor value(Map<String, Tensor> values, String name) {
        Tensor value = values.get(name);
        return value == null ? buffer(name) : value;
    }

    /** The batch-norm statistic of this full name. */
    public Tensor buffer(String name) {
        Tensor buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalArgumentException("no value for '" + name + "'");
        }
        return buffer;
    }

    /** Parameters and buffers by full name, as files hold them. */
    public Map<String, HostArray> state() {
        Map<String, HostArray> state = new TreeMap<>();
        parameters.forEach((name, tensor) -> state.put(name, Tensors.host(tensor)));
        buffers.forEach((name, tensor) -> state.put(name, Tensors.host(tensor)));
        return state;
    }

    /**
     * Takes over stored values.
     *
     * @throws BadInput if a tensor is missing, too many, or of another shape
     */
    public void load(Map<String, HostArray> state) {
        Map<String, Tensor> own = new LinkedHashMap<>(parameters);
        own.putAll(buffers);
        List<String> unknown = new ArrayList<>(state.keySet());
        unknown.removeAll(own.keySet());
        if (!unknown.isEmpty()) {
            throw misfit("tensor '" + unknown.get(0) + "' is not one of its tensors");
        }
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            own.forEach((name, tensor) -> {
                HostArray array = state.get(name);
                if (array == null) {
                    throw misfit("tensor '" + name + "' is missing");
                }
                if (!Arrays.equals(array.sizes(), tensor.shape())) {
                    throw misfit("tensor '" + name + "' is " + array + ", not " + Arrays.toString(tensor.shape()));
                }
                tensor.copy_(Tensors.of(array));
            });
        }
    }

    private BadInput misfit(String problem) {
        String expected = Stream.of(parameters, buffers)
                .flatMap(tensors -> tensors.entrySet().stream())
                .map(entry ->
                        entry.getKey() + " " + Arrays.toString(entry.getValue().shape()))
                .collect(Collectors.joining(", "));
        return BadInput.in(
                "weights for network '" + architecture.name() + "'",
                problem,
                "give " + expected + ", or the same tensors as PyTorch names them");
    }

    /** The same values in memory of their own. */
    public Network copy() {
        return to(type());
    }

    /** A copy in another type: {@code Double} for measures. */
    public Network to(ScalarType type) {
        Network copy = new Network(architecture, type);
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard()) {
            copy.flat.copy_(flat);
            copy.buffers.forEach((name, tensor) -> tensor.copy_(buffer(name)));
        }
        return copy;
    }

    /** Frees the parameters and buffers; the network and its copies of leaves cannot be used any more. */
    @Override
    public void close() {
        parameters.values().forEach(Tensor::close);
        buffers.values().forEach(Tensor::close);
        flat.close();
    }
}
