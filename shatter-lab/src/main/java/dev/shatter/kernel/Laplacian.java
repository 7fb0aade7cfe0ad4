package dev.shatter.kernel;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** k(x, x') = exp(−γ ‖x − x'‖₂): not smooth at x = x', so its Gram matrices are far better conditioned than Gaussian ones. */
record Laplacian() implements Kernel {
    @Override
    public String name() {
        return "laplacian";
    }

    @Override
    public String summary() {
        return "exp(-gamma |x - x'|), Euclidean distance";
    }

    @Override
    public String source() {
        return "Belkin, Ma and Mandal 2018, arXiv:1802.01396";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("gamma", 0.1, 1e-12, 1e12, "inverse width; larger is more local"));
    }

    @Override
    public void apply(Variant options, Tensor products, Tensor left, Tensor right) {
        products.mul_(new Scalar(-2.0)).add_(left).add_(right);
        products.clamp_min_(new Scalar(0.0)).sqrt_();
        products.mul_(new Scalar(-options.number("gamma"))).exp_();
    }

    @Override
    public boolean ofDifferences() {
        return true;
    }

    @Override
    public double value(Variant options, double product, double left, double right) {
        return Math.exp(-options.number("gamma") * Math.sqrt(Math.max(0, left + right - 2 * product)));
    }
}
