package dev.shatter.kernel;

import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * k(x, x') = ‖x‖ ‖x'‖ (sin θ + (π − θ) cos θ)/π with θ the angle between x and x': the covariance of an infinitely wide
 * layer of ReLU units with standard normal weights, doubled.
 */
record ArcCosine() implements Kernel {
    @Override
    public String name() {
        return "arc-cosine";
    }

    @Override
    public String summary() {
        return "an infinitely wide random ReLU layer, order 1";
    }

    @Override
    public String source() {
        return "Cho and Saul 2009, Kernel methods for deep learning, equation 6";
    }

    @Override
    public void apply(Variant options, Tensor products, Tensor left, Tensor right) {
        Tensor norms = left.mul(right).sqrt();
        // An input of zeros has no angle; its kernel values are 0 whatever the angle.
        Tensor cosine = products.div(norms.clamp_min(new Scalar(Float.MIN_NORMAL)));
        cosine.clamp_min_(new Scalar(-1.0)).clamp_max_(new Scalar(1.0));
        Tensor sine = cosine.mul(cosine).neg().add_(new Scalar(1.0)).sqrt_();
        Tensor angle = cosine.acos();
        Tensor factor = angle.neg().add_(new Scalar(Math.PI)).mul_(cosine).add_(sine);
        products.copy_(norms.mul_(factor).mul_(new Scalar(1 / Math.PI)));
    }

    @Override
    public double value(Variant options, double product, double left, double right) {
        double norms = Math.sqrt(left * right);
        if (norms == 0) {
            return 0;
        }
        double angle = Math.acos(Math.max(-1, Math.min(1, product / norms)));
        return norms / Math.PI * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
    }
}
