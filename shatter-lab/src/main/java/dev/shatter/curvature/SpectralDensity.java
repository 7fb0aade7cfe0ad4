package dev.shatter.curvature;

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

    /** tr f(A) ≈ p · mean over probes of Σ_k τ_k f(θ_k). */
    public double trace(DoubleUnaryOperator f) {
        return size * mean(f);
    }

    /** Mass at t under a Gaussian kernel of this width: Σ_k τ_k N(t; θ_k, width²), averaged over probes. */
    public double density(double t, double width) {
        double height = 1 / (width * Math.sqrt(2 * Math.PI));
        return mean(x -> height * Math.exp(-(t - x) * (t - x) / (2 * width * width)));
    }

    private double mean(DoubleUnaryOperator f) {
        double sum = 0;
        for (Lanczos probe : probes) {
            for (int k = 0; k < probe.ritz().length; k++) {
                sum += probe.weights()[k] * f.applyAsDouble(probe.ritz()[k]);
            }
        }
        return sum / probes.size();
    }
}
