package dev.shatter.kernel;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** k(x, x') = exp(−γ ‖x − x'‖²): strictly positive definite on distinct points for every γ &gt; 0. */
record Gaussian() implements Kernel {
    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String summary() {
        return "exp(-gamma |x - x'|^2)";
    }

    @Override
    public List<Parameter> parameters() {
        // 0.02 is the width of the published MNIST interpolation; features are pixels / 255.
        return List.of(Parameter.number("gamma", 0.02, 1e-12, 1e12, "inverse squared width; larger is more local"));
    }

    @Override
    public void apply(Variant options, Tensor products, Tensor left, Tensor right) {
        double gamma = options.number("gamma");
        Scalar times = new Scalar(gamma);
        products.mul_(new Scalar(2 * gamma)).sub_(left, times).sub_(right, times);
        // Rounding makes squared distances of near neighbours a little negative.
        products.clamp_max_(new Scalar(0.0)).exp_();
    }

    @Override
    public boolean ofDifferences() {
        return true;
    }

    @Override
    public double value(Variant options, double product, double left, double right) {
        return Math.exp(-options.number("gamma") * Math.max(0, left + right - 2 * product));
    }
}
