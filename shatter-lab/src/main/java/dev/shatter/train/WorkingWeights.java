package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import dev.shatter.network.ParameterSpec.Role;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that products are computed with: the network's own θ in fp32, or a bf16 copy of its weights and biases
 * beside it, renewed by one cast a step instead of one an operation.
 *
 * <p>Scales and shifts of batch norm stay in fp32, as its statistics do: libtorch's kernel takes them so beside bf16
 * activations.
 */
final class WorkingWeights implements AutoCloseable {
    private final Network network;
    private final @Nullable Tensor half;
    private final Map<String, Tensor> values;
    private final TensorVector leaves;

    private WorkingWeights(Network network, boolean inHalf) {
        this.network = network;
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            if (inHalf) {
                half = scope.keep(
                        torch.empty(new long[] {network.flat().size(0)}, new TensorOptions(ScalarType.BFloat16), null));
                values = copies(network, half, scope);
            } else {
                half = null;
                values = network.parameters();
            }
            leaves = scope.keep(new TensorVector(values.values().toArray(new Tensor[0])));
        }
        renew();
    }

    /** The network's parameters in fp32, or in bf16 where {@code half}; owns copies only, not the network. */
    static WorkingWeights of(Network network, boolean half) {
        return new WorkingWeights(network, half);
    }

    private static Map<String, Tensor> copies(Network network, Tensor half, StepScope scope) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, ParameterSpec> entry :
                network.architecture().parameters().entrySet()) {
            ParameterSpec spec = entry.getValue();
            boolean product = spec.role() == Role.WEIGHT || spec.role() == Role.BIAS;
            all.put(
                    entry.getKey(),
                    product
                            ? scope.keep(half.narrow(0, offset, spec.count())
                                    .view(spec.sizes())
                                    .detach()
                                    .set_requires_grad(true))
                            : network.parameter(entry.getKey()));
            offset += spec.count();
        }
        return Collections.unmodifiableMap(all);
    }

    /** Takes over what the network's parameters now are. */
    void renew() {
        if (half != null) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                half.copy_(network.flat());
            }
        }
    }

    /** Logits of a batch in this arithmetic; belongs to the innermost scope. */
    Tensor forward(Tensor x, Pass pass) {
        return network.forward(x, values, pass);
    }

    /** Gradient of a scalar by all parameters, fp32, [p] in the order of the network's θ; belongs to the innermost scope. */
    Tensor gradient(Tensor loss) {
        TensorVector found = torch.grad(new TensorVector(loss), leaves);
        Tensor all = Tensors.joined(found, 0, found.size());
        return half == null ? all : all.to(ScalarType.Float);
    }

    @Override
    public void close() {
        leaves.close();
        if (half != null) {
            values.values().stream()
                    .filter(tensor -> tensor.scalar_type().intern() == ScalarType.BFloat16)
                    .forEach(Tensor::close);
            half.close();
        }
    }
}
