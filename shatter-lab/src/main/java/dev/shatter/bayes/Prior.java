package dev.shatter.bayes;

import org.bytedeco.pytorch.Tensor;

/**
 * P = N(w0, λI), chosen without the points of the bound.
 *
 * @param mean w0, [p], owned by the network it is from
 * @param logVariance ln λ, or where the search for it begins
 * @param largestLogVariance largest ln λ allowed if λ is learnt; NaN if it is fixed
 */
record Prior(Tensor mean, double logVariance, double largestLogVariance) {
    static Prior fixed(Tensor mean, double logVariance) {
        return new Prior(mean, logVariance, Double.NaN);
    }

    boolean learnt() {
        return !Double.isNaN(largestLogVariance);
    }
}
