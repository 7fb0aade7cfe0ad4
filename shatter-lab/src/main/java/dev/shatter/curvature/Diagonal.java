package dev.shatter.curvature;

import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The diagonal of a matrix that is never formed.
 *
 * @param values [q]; belongs to the innermost scope
 * @param standardErrors [q], 0 where the products were enough for every unit vector
 */
public record Diagonal(Tensor values, Tensor standardErrors, int products) {
    /**
     * Exact by unit vectors where {@code products} allow q of them; else the mean of v ⊙ Av over random signs, whose variance
     * is Σ_{j≠i} A_ij² a probe (Bekas, Kokiopoulou and Saad 2007).
     */
    public static Diagonal of(LinearOperator operator, int products, long seed) {
        return operator.size() <= products ? exact(operator) : estimated(operator, products, seed);
    }

    /** As files hold it: by parameter, in its shape, beside {@code NAME.standard-error}. */
    public Map<String, HostArray> arrays(Selection selection) {
        try (StepScope scope = StepScope.open()) {
            Map<String, HostArray> arrays = new LinkedHashMap<>();
            selection.tensors(values).forEach((name, tensor) -> arrays.put(name, Tensors.host(tensor)));
            selection
                    .tensors(standardErrors)
                    .forEach((name, tensor) -> arrays.put(name + ".standard-error", Tensors.host(tensor)));
            return arrays;
        }
    }

    private static Diagonal exact(LinearOperator operator) {
        int size = Math.toIntExact(operator.size());
        try (StepScope all = StepScope.open()) {
            Tensor unit = torch.zeros(size).to(operator.type());
            Tensor values = torch.zeros_like(unit);
            for (int i = 0; i < size; i++) {
                try (StepScope scope = StepScope.open()) {
                    unit.select(0, i).fill_(new Scalar(1.0));
                    values.select(0, i).copy_(operator.apply(unit).select(0, i));
                    unit.select(0, i).fill_(new Scalar(0.0));
                }
            }
            return new Diagonal(all.pass(values), all.pass(torch.zeros_like(values)), size);
        }
    }

    private static Diagonal estimated(LinearOperator operator, int probes, long seed) {
        try (StepScope all = StepScope.open()) {
            Tensor mean = torch.zeros(operator.size()).to(operator.type());
            Tensor squares = torch.zeros_like(mean);
            for (int i = 0; i < probes; i++) {
                try (StepScope scope = StepScope.open()) {
                    Tensor v = Vectors.rademacher(operator.size(), operator.type(), seed, "diagonal", i);
                    Tensor one = operator.apply(v).mul_(v);
                    // Welford's update: a spread far below the mean does not cancel.
                    Tensor apart = one.sub(mean);
                    mean.add_(apart, new Scalar(1.0 / (i + 1)));
                    squares.add_(apart.mul(one.sub(mean)));
                }
            }
            Tensor errors = squares.div_(new Scalar((double) Math.max(1, probes - 1)))
                    .div_(new Scalar((double) probes))
                    .sqrt_();
            if (probes == 1) {
                errors.fill_(new Scalar(Double.POSITIVE_INFINITY));
            }
            return new Diagonal(all.pass(mean), all.pass(errors), probes);
        }
    }
}
