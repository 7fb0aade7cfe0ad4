package dev.shatter.kernel;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** k(x, x') = (γ x·x' + c)^p: all products of at most p coordinates; of finite rank, so singular on more points than that. */
record Polynomial() implements Kernel {
    @Override
    public String name() {
        return "polynomial";
    }

    @Override
    public String summary() {
        return "(gamma x.x' + offset)^degree";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("degree", 3L, 1, 20, "highest order of products of coordinates"),
                Parameter.number("gamma", 0.01, 1e-12, 1e12, "scale of the inner product"),
                Parameter.number("offset", 1.0, 0, 1e12, "weight of lower orders; 0 keeps the highest alone"));
    }

    @Override
    public void apply(Variant options, Tensor products, Tensor left, Tensor right) {
        products.mul_(new Scalar(options.number("gamma"))).add_(new Scalar(options.number("offset")));
        products.pow_(new Scalar((double) options.integer("degree")));
    }

    @Override
    public double value(Variant options, double product, double left, double right) {
        return Math.pow(options.number("gamma") * product + options.number("offset"), options.integer("degree"));
    }
}
