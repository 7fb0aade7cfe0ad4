package dev.shatter.experiment.alter;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Every parameter rounded to the nearest of 2^b - 1 evenly spaced values around 0, of which the outermost is the largest
 * magnitude of its tensor: w ↦ s round(w/s), s = max|w|/(2^(b-1) - 1).
 */
record Rounding() implements Alteration {
    @Override
    public String name() {
        return "round";
    }

    @Override
    public String summary() {
        return "every parameter rounded to so many bits, a scale a tensor";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("bits", 8L, 2, 16, "b, bits a parameter"));
    }

    @Override
    public void alter(String where, Network network, Variant options) {
        long most = (1L << (options.integer("bits") - 1)) - 1;
        try (NoGradGuard off = new NoGradGuard()) {
            for (Tensor parameter : network.parameters().values()) {
                double largest = parameter.detach().abs().max().item_double();
                if (largest > 0) {
                    Scalar step = new Scalar(largest / most);
                    // Added 0: there is one zero, not two.
                    parameter.div_(step).round_().mul_(step).add_(new Scalar(0.0));
                }
            }
        }
    }
}
