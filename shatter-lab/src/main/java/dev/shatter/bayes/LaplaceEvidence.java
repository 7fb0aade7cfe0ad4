package dev.shatter.bayes;

import dev.shatter.core.BadInput;
import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.Diagonal;
import dev.shatter.curvature.Estimate;
import dev.shatter.curvature.FormedMatrix;
import dev.shatter.curvature.Inertia;
import dev.shatter.curvature.LinearOperator;
import dev.shatter.curvature.LocalLoss;
import dev.shatter.curvature.SpectralDensity;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Laplace's approximation of the evidence under a Gaussian prior w ~ N(0, I/λ) on q chosen parameters, the others held:
 *
 * <p>ln P(Y | X) ≈ -n L(w) - (λ/2) ‖w‖² - ½ Σ_i ln(1 + n μ_i/λ), μ_i the eigenvalues of the Gauss-Newton matrix of the mean
 * loss L. Exact where the outputs are linear in w, the loss is squared and w minimises n L + (λ/2)‖w‖²; elsewhere an
 * approximation at weights that need not be a minimum. In nats, without the constant that the squared loss's density brings:
 * -(nK/2) ln(πK). Source: MacKay 1992; with the Gauss-Newton matrix, Immer et al. 2021, arXiv:2104.04975.
 *
 * @param examples n
 * @param parameters q
 * @param misfit n L
 * @param squaredWeights ‖w‖²
 * @param precision λ
 * @param halfLogRatio ½ Σ ln(1 + n μ_i/λ): minus the logarithm of the Occam factor
 * @param effective Σ n μ_i/(n μ_i + λ), the effective number of parameters
 */
public record LaplaceEvidence(
        int examples,
        long parameters,
        double misfit,
        double squaredWeights,
        double precision,
        Estimate halfLogRatio,
        Estimate effective) {
    /** Steps of Lanczos and random vectors where the matrix is too large to be formed. */
    private static final int STEPS = 80;

    private static final int PROBES = 10;

    /** MacKay's update of λ: at most so many, until it changes by less than this share. */
    private static final int UPDATES = 1000;

    private static final double SETTLED = 1e-10;

    /** What is kept of the matrix. */
    public enum Structure {
        /** All of it: formed up to 2,000 parameters, beyond by stochastic Lanczos quadrature. */
        FULL,
        /** Its diagonal, exact: a product a parameter. */
        DIAGONAL
    }

    /** Sums over the spectrum. */
    @FunctionalInterface
    private interface Spectrum {
        Estimate sum(DoubleUnaryOperator f);
    }

    /**
     * The evidence at a point.
     *
     * @param precision λ; empty = the largest evidence for these weights
     * @throws BadInput if the loss is no likelihood, or λ is not positive
     */
    public static LaplaceEvidence of(LocalLoss at, Structure structure, OptionalDouble precision, long seed) {
        if (!at.loss().loss().likelihood()) {
            throw BadInput.in(
                    "evidence",
                    "the loss '" + at.loss().loss().name() + "' is no likelihood of labels",
                    "take a network trained on cross-entropy, logistic or mse");
        }
        if (precision.isPresent() && !(precision.getAsDouble() > 0 && Double.isFinite(precision.getAsDouble()))) {
            throw BadInput.in("prior precision", precision.getAsDouble() + " is not positive", "give 1 for instance");
        }
        try (StepScope scope = StepScope.open()) {
            int n = at.loss().examples().count();
            Spectrum spectrum = spectrum(CurvatureMatrices.GAUSS_NEWTON.at(at), structure, seed);
            double length = at.selection()
                    .of(at.theta())
                    .to(ScalarType.Double)
                    .square()
                    .sum()
                    .item_double();
            double lambda = precision.orElseGet(() -> best(spectrum, n, length));
            return new LaplaceEvidence(
                    n,
                    at.size(),
                    n * at.loss().value(at.theta()),
                    length,
                    lambda,
                    spectrum.sum(mu -> Math.log1p(n * mu / lambda) / 2),
                    spectrum.sum(mu -> n * mu / (n * mu + lambda)));
        }
    }

    private static Spectrum spectrum(LinearOperator matrix, Structure structure, long seed) {
        if (structure == Structure.DIAGONAL) {
            int size = Math.toIntExact(matrix.size());
            return exact(Diagonal.of(matrix, size, seed).values(), size);
        }
        if (matrix.size() <= Inertia.FORMED) {
            return exact(torch.linalg_eigvalsh(FormedMatrix.of(matrix)), Math.toIntExact(matrix.size()));
        }
        SpectralDensity density = SpectralDensity.of(matrix, STEPS, PROBES, seed);
        // Rounding leaves values of a semi-definite matrix a little below 0.
        return f -> density.trace(mu -> f.applyAsDouble(Math.max(0, mu)));
    }

    private static Spectrum exact(Tensor values, int products) {
        double[] all = Arrays.stream(Tensors.doubles(values))
                .map(mu -> Math.max(0, mu))
                .toArray();
        return f -> Estimate.exact(Arrays.stream(all).map(f).sum(), products);
    }

    /** λ = γ(λ)/‖w‖², where the derivative of the evidence by λ is 0. */
    private static double best(Spectrum spectrum, int n, double length) {
        double lambda = 1;
        for (int i = 0; i < UPDATES; i++) {
            double now = lambda;
            double next = spectrum.sum(mu -> n * mu / (n * mu + now)).value() / length;
            if (!(next > 0) || !Double.isFinite(next)) {
                throw BadInput.in(
                        "prior precision",
                        "no value makes the evidence largest: the weights or the curvature are 0",
                        "name a precision");
            }
            lambda = next;
            if (Math.abs(next - now) <= SETTLED * now) {
                return next;
            }
        }
        return lambda;
    }

    /** ln P(Y | X), the approximation. */
    public double logEvidence() {
        return -misfit - precision * squaredWeights / 2 - halfLogRatio.value();
    }

    /** ln of the Occam factor: the share of the prior's volume that the posterior keeps. */
    public double logOccamFactor() {
        return -halfLogRatio.value();
    }

    /**
     * ln of the evidence over that of the null model, which gives every class the probability 1/K: positive where the labels
     * speak for the network (Smith and Le 2018, arXiv:1710.06451).
     */
    public double logRatioToNull(int classes) {
        return logEvidence() + examples * Math.log(classes);
    }
}
