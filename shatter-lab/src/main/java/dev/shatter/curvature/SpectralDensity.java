package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A spectrum seen through stochastic Lanczos quadrature: each probe gives nodes θ_k and weights τ_k with Σ_k τ_k f(θ_k) ≈
 * vᵀ f(A) v, ‖v‖ = 1 (Ubaru, Chen and Saad 2017; for networks Ghorbani, Krishnan and Xiao 2019, arXiv:1901.10159).
 *
 * @param probes one tridiagonalisation a probe
 * @param size p
 */
public record SpectralDensity(List<Lanczos> probes, long size) {
    public SpectralDensity {
        probes = List.copyOf(probes);
    }

    /** Probes of random signs. */
    public static SpectralDensity of(LinearOperator operator, int steps, int probes, long seed) {
        List<Lanczos> all = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            try (StepScope scope = StepScope.open()) {
                all.add(Lanczos.run(
                        operator, Vectors.rademacher(operator.size(), operator.type(), seed, "density", i), steps));
            }
        }
        return new SpectralDensity(all, operator.size());
    }

    /** tr f(A) ≈ p · mean over probes of Σ_k τ_k f(θ_k), with the standard error over probes. */
    public Estimate trace(DoubleUnaryOperator f) {
        double[] draws =
                probes.stream().mapToDouble(probe -> size * sum(probe, f)).toArray();
        return Estimate.mean(draws, products());
    }

    /**
     * tr ln(A + s I) with what is left out by few nodes.
     *
     * @param value with the error by chance
     * @param half half the distance between two rules of quadrature that err to different sides
     */
    public record LogDeterminant(Estimate value, double half) {}

    /**
     * ln det(A + s I), for A without negative eigenvalues: between the rules of Gauss (too large) and of Radau with a node at
     * s (too small), the middle.
     *
     * @param shift s &gt; 0
     * @throws BadInput if A + s I has a value at or below 0
     */
    public LogDeterminant logDeterminant(double shift) {
        if (!(shift > 0)) {
            throw BadInput.in("log-determinant", "its shift " + shift + " is not positive", "give a positive number");
        }
        // Of a matrix with negative values, what lies below the smallest found is within its residual.
        double least = Math.min(
                0,
                probes.stream()
                        .mapToDouble(p -> p.ritz()[0] < 0 ? p.ritz()[0] - p.residuals()[0] : 0)
                        .min()
                        .orElse(0));
        if (!(least + shift > 0)) {
            throw BadInput.in(
                    "log-determinant",
                    "is not defined: the matrix has an eigenvalue near " + (float) least + ", below minus the shift "
                            + shift,
                    "take ggn, which has none, or a larger shift");
        }
        DoubleUnaryOperator log = x -> Math.log(Math.max(x, least) + shift);
        double[] middle = new double[probes.size()];
        double half = 0;
        for (int i = 0; i < middle.length; i++) {
            double above = size * sum(probes.get(i), log);
            double below = size * sum(probes.get(i).radau(least - 1e-12 * shift), log);
            middle[i] = (above + below) / 2;
            half += Math.abs(above - below) / 2 / middle.length;
        }
        return new LogDeterminant(Estimate.mean(middle, products()), half);
    }

    /** Products it took. */
    public int products() {
        return probes.stream().mapToInt(probe -> probe.alpha().length).sum();
    }

    /** Smallest and largest node of all probes. */
    public double[] range() {
        return new double[] {
            probes.stream().mapToDouble(p -> p.ritz()[0]).min().orElse(0),
            probes.stream()
                    .mapToDouble(p -> p.ritz()[p.ritz().length - 1])
                    .max()
                    .orElse(0)
        };
    }

    /** Mass at t under a Gaussian kernel of this width: Σ_k τ_k N(t; θ_k, width²), averaged over probes. */
    public double density(double t, double width) {
        double height = 1 / (width * Math.sqrt(2 * Math.PI));
        return mean(x -> height * Math.exp(-(t - x) * (t - x) / (2 * width * width)));
    }

    private double mean(DoubleUnaryOperator f) {
        return probes.stream().mapToDouble(probe -> sum(probe, f)).average().orElse(Double.NaN);
    }

    private static double sum(Lanczos probe, DoubleUnaryOperator f) {
        double sum = 0;
        for (int k = 0; k < probe.ritz().length; k++) {
            sum += probe.weights()[k] * f.applyAsDouble(probe.ritz()[k]);
        }
        return sum;
    }
}
