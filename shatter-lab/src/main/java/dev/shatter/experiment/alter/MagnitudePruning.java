package dev.shatter.experiment.alter;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The weights of smallest magnitude over all layers set to 0 (Han et al. 2015, arXiv:1506.02626), biases and normalisations
 * left as they are. Of equal magnitudes all stay or all go.
 */
record MagnitudePruning() implements Alteration {
    @Override
    public String name() {
        return "prune";
    }

    @Override
    public String summary() {
        return "the weights of smallest magnitude over all layers set to 0";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("sparsity", 0.9, 0, 1, "fraction of the weights set to 0"));
    }

    @Override
    public void alter(String where, Network network, Variant options) {
        try (NoGradGuard off = new NoGradGuard()) {
            List<Tensor> weights = weights(network);
            Tensor sizes = torch.cat(new TensorVector(weights.stream()
                            .map(w -> w.detach().abs().reshape(-1))
                            .toArray(Tensor[]::new)))
                    .sort()
                    .get0();
            long gone = Math.round(options.number("sparsity") * sizes.numel());
            if (gone == 0) {
                return;
            }
            Tensor threshold = sizes.select(0, gone - 1);
            for (Tensor weight : weights) {
                weight.masked_fill_(weight.detach().abs().le(threshold), new Scalar(0.0));
            }
        }
    }

    private static List<Tensor> weights(Network network) {
        List<Tensor> weights = new ArrayList<>();
        for (Map.Entry<String, ParameterSpec> entry :
                network.architecture().parameters().entrySet()) {
            if (entry.getValue().role() == ParameterSpec.Role.WEIGHT) {
                weights.add(network.parameter(entry.getKey()));
            }
        }
        return weights;
    }
}
