package dev.shatter.compute;

import dev.shatter.concentration.Thresholds;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.LinearFit;
import java.util.ArrayList;
import java.util.List;

/** {@link Thresholds} over n, with the true threshold drawn by the seed from [0.2, 0.8]. */
record UniformConvergence() implements Simulation {
    @Override
    public String name() {
        return "uniform-convergence";
    }

    @Override
    public String summary() {
        return "sup over all thresholds of |risk - empirical risk| beside Vapnik's bound";
    }

    @Override
    public String source() {
        return "Vapnik 1998";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integers("n", List.of(16L, 64L, 256L, 1024L), 2, 1_000_000, "examples"),
                Parameter.number("noise", 0.2, 0, 0.5, "probability that a label is flipped"),
                Parameter.number("delta", 0.05, 1e-6, 0.5, "probability of a miss"),
                Parameter.integer("trials", 200L, 1, 1_000_000, "repetitions"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double theta = 0.2 + 0.6 * Chance.of(seed, "threshold").nextDouble();
        Rows rows = new Rows("n", "mean", "quantile", "vapnik", "single");
        List<Integer> sizes = options.integers("n");
        List<Double> logN = new ArrayList<>();
        List<Double> logMean = new ArrayList<>();
        double worst = 0;
        double loss = Double.POSITIVE_INFINITY;
        for (int n : sizes) {
            Thresholds result = Thresholds.simulate(
                    n,
                    theta,
                    options.number("noise"),
                    options.number("delta"),
                    options.integer("trials"),
                    Chance.of(seed, "thresholds", n));
            rows.add(n, result.mean(), result.quantile(), result.vapnik(), result.single());
            logN.add(Math.log(n));
            logMean.add(Math.log(result.mean()));
            worst = Math.max(worst, result.quantile() / result.vapnik());
            loss = Math.min(loss, result.vapnik() / result.quantile());
        }
        double slope = LinearFit.of(array(logN), array(logMean), 0.95).slope().estimate();
        return Computed.of(rows.trace())
                .with("theta", theta)
                .with("quantileOverBound", worst)
                .with("boundOverQuantile", loss)
                .with("slope", slope);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
