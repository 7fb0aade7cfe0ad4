package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** v ← A v / ‖A v‖: finds the eigenvalue of largest absolute value. Converges as (|λ₂|/|λ₁|)^t. */
public final class PowerIteration {
    private PowerIteration() {}

    /**
     * The eigenvalue of largest absolute value.
     *
     * @param most largest number of products
     * @param tolerance on the residual, relative to |value|
     * @param seed of the start vector
     */
    public static Eigenvalue largest(LinearOperator operator, int most, double tolerance, long seed) {
        try (StepScope all = StepScope.open()) {
            Tensor start = Vectors.gaussian(operator.size(), operator.type(), seed, "power");
            Tensor v = all.keep(start.div_(new Scalar(Vectors.norm(start))));
            double value = 0;
            double residual = Double.POSITIVE_INFINITY;
            int products = 0;
            while (products < most) {
                try (StepScope scope = StepScope.open()) {
                    Tensor w = operator.apply(v);
                    products++;
                    value = Vectors.dot(v, w);
                    residual = Vectors.norm(w.sub(v, new Scalar(value)));
                    double length = Vectors.norm(w);
                    if (!(length > 0) || residual <= tolerance * Math.abs(value)) {
                        break;
                    }
                    v.copy_(w.div(new Scalar(length)));
                }
            }
            v.close();
            return new Eigenvalue(value, residual, products, residual <= tolerance * Math.abs(value));
        }
    }
}
