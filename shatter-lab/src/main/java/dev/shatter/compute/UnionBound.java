package dev.shatter.compute;

import dev.shatter.concentration.FiniteClassMaxima;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** {@link FiniteClassMaxima} over sizes: hypotheses that err independently, and hypotheses that all err together. */
record UnionBound() implements Simulation {
    @Override
    public String name() {
        return "union-bound";
    }

    @Override
    public String summary() {
        return "the worst deviation over a finite class beside the union bound";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integers("sizes", List.of(1L, 4L, 16L, 64L, 256L), 1, 1 << 20, "hypotheses"),
                Parameter.integer("n", 100L, 1, 1_000_000, "examples"),
                Parameter.number("p", 0.5, 0, 1, "probability that a hypothesis errs"),
                Parameter.number("delta", 0.05, 1e-6, 0.5, "probability of a miss"),
                Parameter.integer("trials", 400L, 1, 1_000_000, "repetitions"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        Rows rows = new Rows("size", "independent", "shared", "bound");
        double worst = 0;
        double gain = 0;
        for (int size : options.integers("sizes")) {
            FiniteClassMaxima independent = simulate(options, size, false, seed);
            FiniteClassMaxima shared = simulate(options, size, true, seed);
            rows.add(size, independent.quantile(), shared.quantile(), independent.bound());
            worst = Math.max(worst, independent.quantile() / independent.bound());
            gain = independent.quantile() / shared.quantile();
        }
        return Computed.of(rows.trace()).with("quantileOverBound", worst).with("independentOverShared", gain);
    }

    private static FiniteClassMaxima simulate(Variant options, int size, boolean shared, long seed) {
        return FiniteClassMaxima.simulate(
                size,
                options.integer("n"),
                options.number("p"),
                options.number("delta"),
                shared,
                options.integer("trials"),
                Chance.of(seed, "class", size, shared ? 1 : 0));
    }
}
