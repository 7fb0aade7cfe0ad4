package dev.shatter.experiment.alter;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import dev.shatter.network.Operation;
import dev.shatter.network.ParameterSpec;
import dev.shatter.network.Placed;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;

/**
 * Layer l times a, the next layer's weights over a: (W_l, b_l, W_{l+1}) ↦ (a W_l, a b_l, W_{l+1}/a), a &gt; 0. Where what stands
 * between them is positively homogeneous, s(a x) = a s(x), the function is the same; its sharpness can be made anything (Dinh
 * et al. 2017, arXiv:1703.04933). With a a power of two the outputs are the same to the bit, unless something overflows.
 */
record Rescaling() implements Alteration {
    @Override
    public String name() {
        return "rescale";
    }

    @Override
    public String summary() {
        return "a layer times a factor and the next one divided by it: the same function";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("layer", 1L, 1, 10_000, "which weight layer, from 1; not the last"),
                Parameter.number("factor", 1024.0, 1e-12, 1e12, "what it is multiplied by"));
    }

    @Override
    public void alter(String where, Network network, Variant options) {
        List<Placed> weighted = between(where, network, options.integer("layer"));
        double factor = options.number("factor");
        try (NoGradGuard off = new NoGradGuard()) {
            Placed first = weighted.get(0);
            for (ParameterSpec spec : first.parameters()) {
                network.parameter(first.name(spec)).mul_(new Scalar(factor));
            }
            Placed second = weighted.get(1);
            for (ParameterSpec spec : second.parameters()) {
                if (spec.role() == ParameterSpec.Role.WEIGHT) {
                    network.parameter(second.name(spec)).div_(new Scalar(factor));
                }
            }
        }
    }

    /** The layer and the next. */
    private static List<Placed> between(String where, Network network, int layer) {
        List<Placed> found = new ArrayList<>();
        int passed = 0;
        for (Placed place : network.placed()) {
            Operation operation = place.operation()
                    .orElseThrow(() -> BadInput.in(
                            where, "branches at " + place.name(), "rescale a network whose layers follow each other"));
            if (operation.kernel().isPresent()) {
                passed++;
                if (passed == layer || passed == layer + 1) {
                    found.add(place);
                }
            } else if (passed == layer && !operation.homogeneous() && !operation.trainingOnly()) {
                throw BadInput.in(
                        where,
                        "has " + place.name() + " after layer " + layer + ", which is not positively homogeneous",
                        "rescale a layer that ReLU or pooling follows");
            }
        }
        if (found.size() < 2) {
            throw BadInput.in(
                    where,
                    "has " + passed + " weight layers and none after layer " + layer,
                    "give layer 1 to " + (passed - 1));
        }
        return found;
    }
}
