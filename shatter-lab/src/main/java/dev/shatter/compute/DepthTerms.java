package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.LinearFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the complexity terms of bounds from norms grow with depth L where every layer has the same norm. Layers are Gaussian
 * [h, h], scaled to spectral or to Frobenius norm 1; constants and the factor over the margin are left out.
 *
 * <ul>
 *   <li>Bartlett et al. 2017: ∏‖W‖₂ (Σ (‖Wᵀ‖_{2,1}/‖W‖₂)^{2/3})^{3/2};
 *   <li>Neyshabur et al. 2018: L √(h ln(L h)) ∏‖W‖₂ (Σ ‖W‖_F²/‖W‖₂²)^{1/2};
 *   <li>Golowich et al. 2018: (1 + √(2 L ln 2)) ∏‖W‖_F, and the depth-free form min(n^{1/4}, √L) ∏‖W‖_F, both over √n.
 * </ul>
 */
record DepthTerms() implements Simulation {
    /** Steps of the power iteration for a spectral norm; it converges to 10⁻³ on Gaussian matrices of these sizes. */
    private static final int POWER = 300;

    @Override
    public String name() {
        return "depth-terms";
    }

    @Override
    public String summary() {
        return "complexity terms of three bounds from norms against depth, at equal norms of all layers";
    }

    @Override
    public String source() {
        return "Bartlett et al. 2017, arXiv:1706.08498; Neyshabur et al. 2018, arXiv:1707.09564; Golowich et al. 2018,"
                + " arXiv:1712.06541";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("width", 64L, 2, 4096, "h, units of every layer"),
                Parameter.integer("n", 256L, 1, 1_000_000_000, "examples, for the depth-free form"),
                Parameter.integer("doublings", 6L, 2, 12, "depths 1, 2, 4, …"));
    }

    /** Norms of one layer, scaled to Frobenius norm 1. */
    private record Norms(double spectral, double rows) {
        static Norms of(int h, Chance chance) {
            double[][] w = GaussianVectors.gaussian(h, h, chance);
            double square = 0;
            double rows = 0;
            for (double[] row : w) {
                double own = GaussianVectors.dot(row, row);
                square += own;
                rows += Math.sqrt(own);
            }
            double[] v = GaussianVectors.gaussian(h, chance);
            double spectral = 0;
            for (int step = 0; step < POWER; step++) {
                double[] u = GaussianVectors.times(w, v);
                double[] next = new double[h];
                for (int i = 0; i < h; i++) {
                    for (int j = 0; j < h; j++) {
                        next[j] += w[i][j] * u[i];
                    }
                }
                spectral = Math.sqrt(GaussianVectors.norm(next) / GaussianVectors.norm(v));
                double norm = GaussianVectors.norm(next);
                for (int j = 0; j < h; j++) {
                    v[j] = next[j] / norm;
                }
            }
            return new Norms(spectral / Math.sqrt(square), rows / Math.sqrt(square));
        }
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int h = options.integer("width");
        double n = options.integer("n");
        int depths = options.integer("doublings") + 1;
        Chance chance = Chance.of(seed, "depth");
        List<Norms> layers = new ArrayList<>();
        Rows rows = new Rows("depth", "bartlett", "neyshabur", "golowich", "depthFree", "golowichAtSpectral");
        double[][] logs = new double[6][depths];
        for (int i = 0; i < depths; i++) {
            int depth = 1 << i;
            while (layers.size() < depth) {
                layers.add(Norms.of(h, chance));
            }
            double groups = 0;
            double ranks = 0;
            double product = 0;
            for (Norms layer : layers) {
                groups += Math.pow(layer.rows() / layer.spectral(), 2.0 / 3);
                ranks += 1 / (layer.spectral() * layer.spectral());
                product -= Math.log(layer.spectral());
            }
            double[] terms = {
                depth,
                Math.pow(groups, 1.5),
                depth * Math.sqrt(h * Math.log(depth * (double) h) * ranks),
                1 + Math.sqrt(2 * depth * Math.log(2)),
                Math.min(Math.pow(n, 0.25), Math.sqrt(depth)),
                Math.log(1 + Math.sqrt(2 * depth * Math.log(2))) + product
            };
            rows.add(terms);
            for (int j = 0; j < 5; j++) {
                logs[j][i] = Math.log(terms[j]);
            }
            logs[5][i] = terms[5];
        }
        double[] depth = Arrays.stream(logs[0]).map(Math::exp).toArray();
        // From √n on the depth-free form has its other branch.
        int from = (int) Math.ceil(Math.log(Math.sqrt(n)) / Math.log(2));
        return Computed.of(rows.trace())
                .with("bartlettExponent", slope(logs[0], logs[1]))
                .with("neyshaburExponent", slope(logs[0], logs[2]))
                .with("golowichExponent", slope(logs[0], logs[3]))
                .with("depthFreeGrowth", Math.exp(logs[4][depths - 1] - logs[4][Math.min(from, depths - 1)]) - 1)
                .with("golowichNatsALayer", slope(depth, logs[5]));
    }

    private static double slope(double[] x, double[] y) {
        return LinearFit.of(x, y, 0.95).slope().estimate();
    }
}
