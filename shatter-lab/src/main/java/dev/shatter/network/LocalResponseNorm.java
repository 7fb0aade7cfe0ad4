package dev.shatter.network;

import dev.shatter.data.Shape;
import org.bytedeco.pytorch.LocalResponseNormOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

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
        return pass.lean() ? lean(x) : plain(x);
    }

    private Tensor plain(Tensor x) {
        int window = 2 * radius + 1;
        LocalResponseNormOptions options = new LocalResponseNormOptions(window);
        options.k().put(k);
        options.alpha().put(alpha * window);
        options.beta().put(beta);
        return torch.local_response_norm(x, options);
    }

    /**
     * The same function by a 1x1 convolution with a band of ones, instead of a three-dimensional pool and a power: with
     * q = Σ a², d = k + α q, the result is a d^-β and its derivative in q is c/2 for c = -2 α β a d^(-β-1). Both factors
     * are computed outside the graph; the graph is a d^-β + (c/2) (q - q₀), whose second term is 0 in value and carries
     * the gradient. With one factor of q = Σ a·a₀ held fixed, the 2 of the square's derivative goes into c.
     */
    private Tensor lean(Tensor x) {
        long channels = x.size(1);
        Tensor constant = x.detach();
        Tensor band = torch.ones(new long[] {channels, channels}, x.options())
                .triu(-radius)
                .tril(radius)
                .view(channels, channels, 1, 1);
        Tensor sum = torch.conv2d(x.mul(constant), band);
        Tensor power;
        Tensor slope;
        try (NoGradGuard guard = new NoGradGuard()) {
            // d is near k: bf16's eight bits would round most of the sum away.
            Tensor wide = x.scalar_type().intern() == ScalarType.BFloat16 ? sum.to(ScalarType.Float) : sum;
            Tensor base = wide.mul(new Scalar(alpha)).add_(new Scalar(k));
            Tensor factor = power(base);
            slope = factor.div(base)
                    .mul_(constant)
                    .mul_(new Scalar(-2 * alpha * beta))
                    .to(x.scalar_type().intern());
            power = factor.to(x.scalar_type().intern());
        }
        return x.mul(power).addcmul_(slope, sum.sub(sum.detach()));
    }

    /** d^-β; roots are several times faster than a general power. */
    private Tensor power(Tensor base) {
        if (beta == 0.75) {
            Tensor root = base.rsqrt();
            return root.sqrt().mul_(root);
        }
        return base.pow(new Scalar(-beta));
    }
}
