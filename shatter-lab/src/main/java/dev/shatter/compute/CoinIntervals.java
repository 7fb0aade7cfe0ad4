package dev.shatter.compute;

import dev.shatter.concentration.CoinLimits;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** {@link CoinLimits} over n, for a coin whose p the seed draws from [0.1, 0.5]. */
record CoinIntervals() implements Simulation {
    @Override
    public String name() {
        return "coin-limits";
    }

    @Override
    public String summary() {
        return "upper confidence limits of a coin's p: how often they are missed and how far above p they lie";
    }

    @Override
    public String source() {
        return "Langford 2005; Maurer and Pontil 2009";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integers("n", List.of(20L, 50L, 100L, 200L, 500L), 2, 100_000, "tosses"),
                Parameter.number("delta", 0.05, 1e-6, 0.5, "nominal probability of a miss"),
                Parameter.integer("trials", 2000L, 1, 1_000_000, "repetitions"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double p = 0.1 + 0.4 * Chance.of(seed, "coin").nextDouble();
        double delta = options.number("delta");
        Rows rows = new Rows(
                "n",
                "hoeffding",
                "bernstein",
                "empiricalBernstein",
                "clopperPearson",
                "hoeffdingMissed",
                "bernsteinMissed",
                "empiricalBernsteinMissed",
                "clopperPearsonMissed");
        double missed = 0;
        double excess = Double.NEGATIVE_INFINITY;
        List<Integer> sizes = options.integers("n");
        for (int n : sizes) {
            CoinLimits limits =
                    CoinLimits.of(n, p, delta, options.integer("trials"), Chance.of(seed, "coin limits", n));
            double others = Math.min(
                    Math.min(limits.hoeffding().mean(), limits.bernstein().mean()),
                    limits.empiricalBernstein().mean());
            missed += limits.clopperPearson().missed().estimate() / sizes.size();
            excess = Math.max(excess, limits.clopperPearson().mean() - others);
            rows.add(
                    n,
                    limits.hoeffding().mean() - p,
                    limits.bernstein().mean() - p,
                    limits.empiricalBernstein().mean() - p,
                    limits.clopperPearson().mean() - p,
                    limits.hoeffding().missed().estimate(),
                    limits.bernstein().missed().estimate(),
                    limits.empiricalBernstein().missed().estimate(),
                    limits.clopperPearson().missed().estimate());
        }
        return Computed.of(rows.trace())
                .with("p", p)
                .with("delta", delta)
                .with("clopperPearsonMissed", missed)
                .with("clopperPearsonExcess", excess);
    }
}
