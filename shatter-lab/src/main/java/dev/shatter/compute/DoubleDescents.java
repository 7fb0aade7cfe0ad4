package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.DoubleDescent;
import java.util.Arrays;
import java.util.List;

/** {@link DoubleDescent} over p/n: fits to drawn training sets beside the expectation in closed form. */
record DoubleDescents() implements Simulation {
    @Override
    public String name() {
        return "double-descent";
    }

    @Override
    public String summary() {
        return "test error of least squares of least norm as features pass points";
    }

    @Override
    public String source() {
        return "Belkin, Hsu and Xu 2019, arXiv:1903.07571";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 20L, 4, 1000, "points"),
                Parameter.integer("features", 200L, 8, 5000, "D of the data; the fits see the first p"),
                Parameter.number("noise", 0.2, 0, 100, "standard deviation of the targets' noise; the signal's is 1"),
                Parameter.integer("trials", 50L, 1, 100_000, "training sets at each p"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        int features = options.integer("features");
        int trials = options.integer("trials");
        double[] beta = new double[features];
        Arrays.fill(beta, 1 / Math.sqrt(features));
        DoubleDescent problem = new DoubleDescent(beta, options.number("noise"));
        Rows rows = new Rows("ratio", "p", "mean", "expected");
        double off = 0;
        int compared = 0;
        double best = Double.POSITIVE_INFINITY;
        double peak = Double.NaN;
        double last = Double.NaN;
        for (double ratio : new double[] {0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 10}) {
            int p = (int) Math.round(ratio * n);
            if (p < 1 || p > features) {
                continue;
            }
            Chance chance = Chance.of(seed, "double descent", p);
            double mean = 0;
            for (int t = 0; t < trials; t++) {
                mean += problem.draw(n, p, chance) / trials;
            }
            double expected = problem.expected(n, p);
            rows.add((double) p / n, p, mean, expected);
            if (ratio < 1) {
                best = Math.min(best, expected);
            }
            peak = ratio == 1 ? mean : peak;
            last = mean;
            // Nearer to n the error has no variance that a mean of draws could settle.
            if (ratio <= 0.75 || ratio >= 1.5) {
                off += mean / expected - 1;
                compared++;
            }
        }
        return Computed.of(rows.trace())
                .with("off", off / compared)
                .with("peakOverBest", peak / best)
                .with("lastOverPeak", last / peak)
                .with("lastOverBest", last / best);
    }
}
