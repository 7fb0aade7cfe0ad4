package dev.shatter.bayes;

import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * P = N(w0, λ diag e^{2ρ0}), chosen without the points of the bound.
 *
 * @param mean w0, [p], owned by the network it is from
 * @param widths ρ0, [p], owned by the posterior it is from; null for 0
 * @param logVariance ln λ, or where the search for it begins
 * @param largestLogVariance largest ln λ allowed if λ is learnt; NaN if it is fixed
 */
record Prior(Tensor mean, @Nullable Tensor widths, double logVariance, double largestLogVariance) {
    /** N(w0, λI) with λ to be learnt. */
    static Prior learnt(Tensor mean, double logVariance, double largestLogVariance) {
        return new Prior(mean, null, logVariance, largestLogVariance);
    }

    /** N(w0, λI). */
    static Prior fixed(Tensor mean, double logVariance) {
        return new Prior(mean, null, logVariance, Double.NaN);
    }

    /** What was a posterior before other points were seen. */
    static Prior of(Posterior earlier) {
        return new Prior(earlier.mean().flat(), earlier.logDeviation(), 0, Double.NaN);
    }

    boolean learnt() {
        return !Double.isNaN(largestLogVariance);
    }

    /** ρ0 + (ln λ)/2, [p] or [1]; may belong to the innermost scope. */
    Tensor logDeviation() {
        return widths == null ? Tensors.of(new float[] {(float) (logVariance / 2)}, 1) : widths;
    }
}
