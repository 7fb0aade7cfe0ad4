package dev.shatter.bayes;

import dev.shatter.bound.BoundedCrossEntropy;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What stands in for the 0-1 loss while optimising: a differentiable loss an example, [n]. */
@FunctionalInterface
interface Surrogate {
    Loss CROSS_ENTROPY = Losses.CATALOGUE.get("cross-entropy");

    Tensor each(Tensor outputs, Tensor labels);

    /** Cross-entropy over ln K: never under the 0-1 loss for K = 2, where it is the logistic loss over ln 2. */
    static Surrogate crossEntropy(int classes) {
        double scale = 1 / Math.log(classes);
        return (outputs, labels) -> CROSS_ENTROPY.each(outputs, labels).mul(new Scalar(scale));
    }

    /** {@link BoundedCrossEntropy} with its p_min. */
    static Surrogate boundedCrossEntropy() {
        double largest = -Math.log(BoundedCrossEntropy.SMALLEST);
        return (outputs, labels) -> CROSS_ENTROPY
                .each(outputs, labels)
                .clamp_max(new Scalar(largest))
                .mul(new Scalar(1 / largest));
    }
}
