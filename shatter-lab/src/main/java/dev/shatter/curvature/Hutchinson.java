package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Traces from products with random signs v, E v vᵀ = I: tr A = E vᵀAv with variance 2 Σ_{i≠j} A_ij² a probe (Hutchinson
 * 1990), tr A² = E ‖Av‖².
 */
public final class Hutchinson {
    private Hutchinson() {}

    /** tr A, by so many products. */
    public static Estimate trace(LinearOperator operator, int probes, long seed) {
        return both(operator, probes, seed).trace();
    }

    /**
     * Both traces from the same products.
     *
     * @param ofSquare tr A² = ‖A‖_F²
     */
    public record Both(Estimate trace, Estimate ofSquare) {
        /** ‖A‖_F, with the error by the delta method. */
        public Estimate frobenius() {
            return ofSquare.as(Math::sqrt, square -> 0.5 / Math.sqrt(square));
        }
    }

    /** tr A and tr A². */
    public static Both both(LinearOperator operator, int probes, long seed) {
        double[] first = new double[probes];
        double[] second = new double[probes];
        for (int i = 0; i < probes; i++) {
            try (StepScope scope = StepScope.open()) {
                Tensor v = Vectors.rademacher(operator.size(), operator.type(), seed, "hutchinson", i);
                Tensor product = operator.apply(v);
                first[i] = Vectors.dot(v, product);
                second[i] = Vectors.dot(product, product);
            }
        }
        return new Both(Estimate.mean(first, probes), Estimate.mean(second, probes));
    }

    /**
     * tr A with the largest directions taken exactly: tr QᵀAQ + tr (I - QQᵀ) A (I - QQᵀ), Q an orthonormal basis of A S for
     * random signs S, the second term by Hutchinson's estimator (Hutch++; Meyer, Musco, Musco and Woodruff 2021,
     * arXiv:2010.09649). Error of order 1/products where the spectrum falls fast. A third of the products each for A S, A Q
     * and the rest; exact where the basis is the whole space.
     *
     * @param products at least 6
     */
    public static Estimate plusPlus(LinearOperator operator, int products, long seed) {
        int third = (int) Math.min(products / 3, operator.size());
        try (StepScope all = StepScope.open()) {
            Tensor[] images = new Tensor[third];
            for (int i = 0; i < third; i++) {
                try (StepScope scope = StepScope.open()) {
                    images[i] = scope.pass(operator.apply(
                            Vectors.rademacher(operator.size(), operator.type(), seed, "hutch++", "sketch", i)));
                }
            }
            Tensor basis =
                    torch.linalg_qr(torch.stack(new TensorVector(images), 1)).get0();
            double exact = 0;
            for (int i = 0; i < third; i++) {
                try (StepScope scope = StepScope.open()) {
                    Tensor q = basis.select(1, i);
                    exact += Vectors.dot(q, operator.apply(q));
                }
            }
            if (third == operator.size()) {
                return Estimate.exact(exact, 2 * third);
            }
            double[] rest = new double[third];
            for (int i = 0; i < third; i++) {
                try (StepScope scope = StepScope.open()) {
                    Tensor v = Vectors.rademacher(operator.size(), operator.type(), seed, "hutch++", "rest", i);
                    Tensor outside = v.sub(basis.mv(basis.t().mv(v)));
                    rest[i] = Vectors.dot(outside, operator.apply(outside));
                }
            }
            return Estimate.mean(rest, third).plus(exact, 2 * third);
        }
    }
}
