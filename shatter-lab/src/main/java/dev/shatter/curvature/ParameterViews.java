package dev.shatter.curvature;

import dev.shatter.network.Architecture;
import dev.shatter.network.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A vector θ read as a network's parameters. */
public final class ParameterViews {
    private ParameterViews() {}

    /**
     * Views of θ by full name, in the network's own order and shapes; gradients flow through to θ. They belong to the
     * innermost scope.
     *
     * @param theta [p]
     */
    public static Map<String, Tensor> of(Architecture architecture, Tensor theta) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, ParameterSpec> entry : architecture.parameters().entrySet()) {
            ParameterSpec spec = entry.getValue();
            views.put(entry.getKey(), theta.narrow(0, offset, spec.count()).view(spec.sizes()));
            offset += spec.count();
        }
        return views;
    }
}
