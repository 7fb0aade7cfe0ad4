package dev.shatter.train;

import dev.shatter.core.Variant;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Parameters with named tensors of the same shape and layout beside each: what an optimiser remembers. */
final class Slots implements AutoCloseable {
    private final List<Tensor> parameters;
    private final Map<String, Tensor> all = new LinkedHashMap<>();
    private final Map<String, List<Tensor>> byKind = new LinkedHashMap<>();

    Slots(Map<String, Tensor> parameters, String... kinds) {
        this.parameters = List.copyOf(parameters.values());
        try (StepScope scope = StepScope.open()) {
            for (String kind : kinds) {
                List<Tensor> tensors = new ArrayList<>();
                parameters.forEach((name, parameter) -> {
                    Tensor zeros = scope.keep(torch.zeros_like(parameter.detach()));
                    tensors.add(zeros);
                    all.put(kind + "." + name, zeros);
                });
                byKind.put(kind, tensors);
            }
        }
    }

    /** A number of each model's options, in these parameters' type. */
    PerModel perModel(List<Variant> each, ToDoubleFunction<Variant> number) {
        return new PerModel(
                parameters.get(0).scalar_type().intern(),
                each.stream().mapToDouble(number).toArray());
    }

    List<Tensor> parameters() {
        return parameters;
    }

    List<Tensor> of(String kind) {
        List<Tensor> tensors = byKind.get(kind);
        if (tensors == null) {
            throw new IllegalArgumentException(kind);
        }
        return tensors;
    }

    Map<String, Tensor> all() {
        return all;
    }

    @Override
    public void close() {
        all.values().forEach(Tensor::close);
    }
}
