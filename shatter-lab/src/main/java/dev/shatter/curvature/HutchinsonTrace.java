package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Tensor;

/**
 * tr A ≈ mean of vᵀAv over random signs v: unbiased, variance 2 Σ_{i≠j} A_ij² a probe (Hutchinson 1990).
 *
 * @param value the estimate
 * @param standardError of the mean over probes; +∞ for one probe
 * @param probes number of products
 */
public record HutchinsonTrace(double value, double standardError, int probes) {
    public static HutchinsonTrace of(LinearOperator operator, int probes, long seed) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < probes; i++) {
            try (StepScope scope = StepScope.open()) {
                Tensor v = Vectors.rademacher(operator.size(), operator.type(), seed, "hutchinson", i);
                double value = Vectors.dot(v, operator.apply(v));
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / probes;
        double variance = Math.max(0, squares / probes - mean * mean);
        return new HutchinsonTrace(
                mean, probes > 1 ? Math.sqrt(variance / (probes - 1)) : Double.POSITIVE_INFINITY, probes);
    }
}
