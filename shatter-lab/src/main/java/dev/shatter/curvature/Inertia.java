package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers of eigenvalues above, below and within a tolerance of 0.
 *
 * @param tolerance τ: positive above it, negative below -τ
 */
public record Inertia(Estimate positive, Estimate negative, Estimate zero, double tolerance) {
    /** Sizes up to which the matrix is formed: q products, and q² numbers of 8 bytes. */
    public static final int FORMED = 2000;

    /**
     * Counted on the matrix itself up to q = {@value #FORMED}; else q times the mass that stochastic Lanczos quadrature sees,
     * which blurs what lies near ±τ.
     *
     * @param relative τ over the largest absolute eigenvalue
     */
    public static Inertia of(LinearOperator operator, double relative, int steps, int probes, long seed) {
        if (operator.size() > FORMED) {
            SpectralDensity density = SpectralDensity.of(operator, steps, probes, seed);
            double[] range = density.range();
            double tolerance = relative * Math.max(Math.abs(range[0]), Math.abs(range[1]));
            return of(tolerance, where -> density.trace(x -> where.test(x) ? 1 : 0));
        }
        try (StepScope scope = StepScope.open()) {
            double[] values = Tensors.doubles(torch.linalg_eigvalsh(FormedMatrix.of(operator)));
            double tolerance =
                    relative * Arrays.stream(values).map(Math::abs).max().orElse(0);
            return of(
                    tolerance,
                    where -> Estimate.exact(Arrays.stream(values).filter(where).count(), values.length));
        }
    }

    private interface Count {
        Estimate where(DoublePredicate condition);
    }

    private static Inertia of(double tolerance, Count count) {
        return new Inertia(
                count.where(x -> x > tolerance),
                count.where(x -> x < -tolerance),
                count.where(x -> Math.abs(x) <= tolerance),
                tolerance);
    }
}
