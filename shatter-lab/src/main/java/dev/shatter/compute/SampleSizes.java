package dev.shatter.compute;

import dev.shatter.concentration.Tails;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.BinomialTail;
import java.util.List;

/**
 * How many tosses put the mean within ε of p with probability 1 − δ: ⌈ln(2/δ)/(2ε²)⌉ by Hoeffding, and exactly, from the
 * binomial law: the number from which on, up to Hoeffding's, P(|p̂ − p| ≥ ε) ≤ δ.
 */
record SampleSizes() implements Simulation {
    private static final double[] EPSILONS = {0.2, 0.1, 0.05, 0.02};

    @Override
    public String name() {
        return "sample-complexity";
    }

    @Override
    public String summary() {
        return "tosses that Hoeffding asks for, beside those a coin needs";
    }

    @Override
    public String source() {
        return "Hoeffding 1963";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.number("delta", 0.05, 1e-9, 0.5, "probability of a miss"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double p = 0.1 + 0.4 * Chance.of(seed, "coin").nextDouble();
        double delta = options.number("delta");
        Rows rows = new Rows("epsilon", "bound", "needed", "failure");
        double worst = 0;
        double slack = 0;
        for (double epsilon : EPSILONS) {
            int bound = (int) Math.ceil(Tails.sampleComplexity(epsilon, delta));
            int needed = bound;
            while (needed > 1 && failure(needed - 1, p, epsilon) <= delta) {
                needed--;
            }
            double failure = failure(bound, p, epsilon);
            worst = Math.max(worst, failure / delta);
            slack += (double) bound / needed / EPSILONS.length;
            rows.add(epsilon, bound, needed, failure);
        }
        return Computed.of(rows.trace())
                .with("p", p)
                .with("failureOverDelta", worst)
                .with("boundOverNeeded", slack);
    }

    /** P(|p̂ − p| ≥ ε), exactly. */
    static double failure(int n, double p, double epsilon) {
        // A hair of rounding forgiven, towards more failures.
        long high = (long) Math.ceil(n * (p + epsilon) - 1e-9 * n);
        long low = (long) Math.floor(n * (p - epsilon) + 1e-9 * n);
        return (high > n ? 0 : BinomialTail.atLeast(high, n, p)) + (low < 0 ? 0 : BinomialTail.atMost(low, n, p));
    }
}
