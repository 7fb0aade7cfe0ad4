package dev.shatter.stats;

import dev.shatter.core.BadInput;

/**
 * Law of Marchenko and Pastur 1967: eigenvalues of X = WᵀW/N for W of shape N × M, N ≥ M, i.i.d. entries of variance s².
 *
 * <p>With Q = N/M ≥ 1 the bulk fills [s²(1 − 1/√Q)², s²(1 + 1/√Q)²] as N, M → ∞; eigenvalues above the upper edge (plus
 * fluctuations of order M^{−2/3}) are not explained by noise. Mean s², whatever Q.
 *
 * @param low lower edge
 * @param high upper edge
 * @param aspect Q
 * @param variance s²
 */
public record MarchenkoPastur(double low, double high, double aspect, double variance) {
    public static MarchenkoPastur of(double aspect, double variance) {
        if (!(aspect >= 1) || !(variance > 0) || !Double.isFinite(aspect * variance)) {
            throw BadInput.in(
                    "Marchenko-Pastur law",
                    "Q = " + aspect + ", variance = " + variance + " is outside its domain",
                    "give Q = N/M >= 1 and a positive variance");
        }
        double root = 1 / Math.sqrt(aspect);
        return new MarchenkoPastur(
                variance * (1 - root) * (1 - root), variance * (1 + root) * (1 + root), aspect, variance);
    }

    /** The density √((high − x)(x − low)) Q / (2π s² x) inside the edges, 0 outside. */
    public double density(double x) {
        return x <= low || x >= high ? 0 : aspect * Math.sqrt((high - x) * (x - low)) / (2 * Math.PI * variance * x);
    }
}
