package dev.shatter.train;

import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Operation;
import dev.shatter.network.ParameterSpec;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.network.WeightKernel;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Networks of one architecture whose batches pass through at once: products are batched over a leading dimension of
 * networks, convolutions have a group of channels for each. Their parameters are copied into one matrix Θ [m, p], a row a
 * network, in the order of {@link Network#flat}. fp32. Owns native memory, not the networks: close it.
 */
public final class Cohort implements AutoCloseable {
    /** Numbers in 64 bytes: rows begin at such places, since a product may be rounded otherwise at another alignment. */
    private static final long ALIGNED = 16;

    private final List<Network> networks;
    private final List<Placed> placed;
    private final int size;
    private final Tensor theta;
    private final List<Tensor> rows = new ArrayList<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final TensorVector leaves;

    /**
     * A cohort of these networks' present values.
     *
     * @param networks at least one, of architectures with the same layers; dropout rates may differ
     */
    public Cohort(List<Network> networks) {
        Network first = networks.get(0);
        Architecture architecture = first.architecture();
        this.networks = List.copyOf(networks);
        placed = first.placed();
        size = networks.size();
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            long count = architecture.parameterCount();
            theta = scope.keep(torch.zeros(size, (count + ALIGNED - 1) / ALIGNED * ALIGNED));
            for (Network network : networks) {
                Tensor row = theta.select(0, rows.size()).narrow(0, 0, count);
                row.copy_(network.flat());
                rows.add(scope.keep(row));
            }
            long offset = 0;
            for (Map.Entry<String, ParameterSpec> entry :
                    architecture.parameters().entrySet()) {
                long values = entry.getValue().count();
                Tensor leaf = theta.narrow(1, offset, values)
                        .unflatten(1, entry.getValue().sizes());
                parameters.put(entry.getKey(), scope.keep(leaf.detach().set_requires_grad(true)));
                offset += values;
            }
            for (String name : architecture.buffers().keySet()) {
                TensorVector values = new TensorVector();
                networks.forEach(network -> values.push_back(network.buffer(name)));
                buffers.put(name, scope.keep(torch.stack(values)));
            }
            leaves = scope.keep(new TensorVector(parameters.values().toArray(new Tensor[0])));
        }
    }

    /** m, the number of networks. */
    public int size() {
        return size;
    }

    /** Θ, [m, p] with zeros behind, to be changed by an optimiser. */
    public Tensor theta() {
        return theta;
    }

    /** θ of a network, [p]: a view. */
    public Tensor row(int network) {
        return rows.get(network);
    }

    /** The networks it was made of. */
    public List<Network> networks() {
        return networks;
    }

    /** Copies the values of one, statistics included, back into its network. */
    public void write(int network) {
        Network to = networks.get(network);
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            to.flat().copy_(row(network));
            buffers.forEach((name, tensor) -> to.buffer(name).copy_(tensor.select(0, network)));
        }
    }

    /**
     * Logits [m, n, K] of a batch for each network; belong to the innermost scope.
     *
     * @param x [m, n, shape…]
     * @param masks in training, for each dropout layer by name what its input is multiplied by, [m, n, shape…]
     */
    public Tensor forward(Tensor x, Map<String, Tensor> masks, Pass pass) {
        try (StepScope scope = StepScope.open()) {
            return scope.pass(through(placed, x, masks, pass));
        }
    }

    private Tensor through(List<Placed> layers, Tensor x, Map<String, Tensor> masks, Pass pass) {
        Tensor current = x;
        boolean fresh = false;
        for (Placed place : layers) {
            Optional<Operation> operation = place.operation();
            if (fresh && pass.lean() && operation.filter(Operation::rectifies).isPresent()) {
                torch.relu_(current);
            } else if (operation.isPresent()) {
                current = operation.get().applyToEach(current, name -> value(place.name(), name, masks), pass);
            } else {
                Tensor input = current;
                TensorVector outputs = new TensorVector();
                place.branches()
                        .forEach(branch -> outputs.push_back(
                                through(branch, input, masks, pass).flatten(0, 1)));
                current = place.join(outputs).unflatten(0, x.size(0), x.size(1));
            }
            // Nobody else's, and not needed for its own gradient.
            fresh = place.kernel().equals(Optional.of(WeightKernel.MATRIX));
        }
        return current;
    }

    private Tensor value(String layer, String name, Map<String, Tensor> masks) {
        String full = layer + "." + name;
        @Nullable Tensor value = parameters.get(full);
        value = value == null ? buffers.get(full) : value;
        value = value == null ? masks.get(layer) : value;
        if (value == null) {
            throw new IllegalArgumentException("no value for '" + full + "'");
        }
        return value;
    }

    /** Gradients of a scalar by Θ, [m, p] with zeros behind; belongs to the innermost scope. */
    Tensor gradient(Tensor loss) {
        TensorVector found = torch.grad(new TensorVector(loss), leaves);
        TensorVector flat = new TensorVector();
        long count = 0;
        for (long i = 0; i < found.size(); i++) {
            Tensor rows = found.get(i).reshape(size, -1);
            flat.push_back(rows);
            count += rows.size(1);
        }
        if (count < theta.size(1)) {
            flat.push_back(torch.zeros(size, theta.size(1) - count));
        }
        return torch.cat(flat, 1);
    }

    /** Copies the values of all back into their networks. */
    public void write() {
        for (int i = 0; i < size; i++) {
            write(i);
        }
    }

    @Override
    public void close() {
        leaves.close();
        parameters.values().forEach(Tensor::close);
        buffers.values().forEach(Tensor::close);
        rows.forEach(Tensor::close);
        theta.close();
    }
}
