package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.LocalResponseNormOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Local response normalisation: a_c ↦ a_c / (k + α Σ_{|c'-c| ≤ r} a_c'²)^β over neighbouring channels.
 *
 * <p>Source: Krizhevsky, Sutskever and Hinton 2012, section 3.3.
 *
 * @param radius r, in channels
 * @param k added to the sum, &gt; 0
 * @param alpha α, weight of the sum (libtorch's own alpha is this times 2r+1)
 * @param beta β
 */
public record LocalResponseNorm(int radius, double k, double alpha, double beta) implements Operation {
    @Override
    public String kind() {
        return "lrn";
    }

    @Override
    public String text() {
        return "local response norm, radius " + radius;
    }

    @Override
    public Shape output(Shape input) {
        Layer.requireImage(input);
        return input;
    }

    @Override
    public Tensor apply(Tensor x, Values values, Pass pass) {
        int window = 2 * radius + 1;
        LocalResponseNormOptions options = new LocalResponseNormOptions(window);
        options.k().put(k);
        options.alpha().put(alpha * window);
        options.beta().put(beta);
        return torch.local_response_norm(x, options);
    }
}
