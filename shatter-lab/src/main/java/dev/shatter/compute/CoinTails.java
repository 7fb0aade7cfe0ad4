package dev.shatter.compute;

import dev.shatter.concentration.CoinTail;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** {@link CoinTail} over ε, for a coin whose p the seed draws from [0.1, 0.5]. */
record CoinTails() implements Simulation {
    private static final double LEVEL = 0.99;

    @Override
    public String name() {
        return "coin-tail";
    }

    @Override
    public String summary() {
        return "P(mean of n tosses - p >= epsilon): exact, simulated, and as four inequalities have it";
    }

    @Override
    public String source() {
        return "Hoeffding 1963; Boucheron, Lugosi and Massart 2013";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 100L, 1, 1_000_000, "tosses"),
                Parameter.integer("points", 12L, 1, 200, "values of epsilon, up to four standard deviations"),
                Parameter.integer("trials", 1000L, 1, 1_000_000, "repetitions"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        int points = options.integer("points");
        double p = 0.1 + 0.4 * Chance.of(seed, "coin").nextDouble();
        double deviation = Math.sqrt(p * (1 - p) / n);
        Rows rows = new Rows(
                "epsilon", "exact", "simulated", "low", "high", "hoeffding", "chernoff", "bernstein", "chebyshev");
        double share = 0;
        double chernoff = 0;
        double outside = 0;
        for (int i = 1; i <= points; i++) {
            double epsilon = Math.min(4 * deviation, 1 - p) * i / points;
            CoinTail tail =
                    CoinTail.of(n, p, epsilon, options.integer("trials"), LEVEL, Chance.of(seed, "coin tail", i));
            double least = Math.min(Math.min(tail.hoeffding(), tail.chernoff()), tail.bernstein());
            share = Math.max(share, tail.exact() / least);
            chernoff = Math.max(chernoff, tail.chernoff() / Math.min(tail.hoeffding(), tail.bernstein()));
            boolean missed = tail.exact() < tail.simulated().low()
                    || tail.exact() > tail.simulated().high();
            outside += missed ? 1.0 / points : 0;
            rows.add(
                    epsilon,
                    tail.exact(),
                    tail.simulated().estimate(),
                    tail.simulated().low(),
                    tail.simulated().high(),
                    tail.hoeffding(),
                    tail.chernoff(),
                    tail.bernstein(),
                    tail.chebyshev());
        }
        return Computed.of(rows.trace())
                .with("p", p)
                .with("exactOverBound", share)
                .with("chernoffOverOthers", chernoff)
                .with("outside", outside);
    }
}
